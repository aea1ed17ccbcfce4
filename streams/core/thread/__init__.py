"""Events rolled up into stories."""

from .rollup import Contribution, Stories, contribute

__all__ = ["Contribution", "Stories", "contribute"]
