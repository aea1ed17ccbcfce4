"""A kit that tries a subscriber: events in every awkward order, and what must stand in the end."""

from .judging import Finding, judge
from .scenario import Scenario
from .scenarios import end_of, scenarios
from .state import State

__all__ = ["Finding", "Scenario", "State", "end_of", "judge", "scenarios"]
