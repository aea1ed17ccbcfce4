"""Events rolled up into stories."""

from .contribution import Contribution, contribute
from .rollup import Stories

__all__ = ["Contribution", "Stories", "contribute"]
