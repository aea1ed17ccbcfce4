"""Copydesk: a stream processor for live news. Begin with ``streams/app.py``."""

import os

# The networks are small: threads that share one product cost more than they save. Read when numpy loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
