"""placeholder until merged"""


class KinIndex:
    def add(self, c, k, s): ...
    def remove(self, c, k): ...
    def find(self, c, s):
        return None


def kin_of(h, b, p):
    return None
