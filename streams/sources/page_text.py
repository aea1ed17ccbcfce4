SOURCE = None
