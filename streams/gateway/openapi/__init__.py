"""The gateway's HTTP interface as a table, and the OpenAPI document that comes from it."""

from .document import openapi_document
from .parts import PARTS
from .table import Answer, Operation, Parameter, Part

__all__ = ["PARTS", "Answer", "Operation", "Parameter", "Part", "openapi_document"]
