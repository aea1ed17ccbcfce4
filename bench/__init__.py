"""Measurements of Copydesk. Not part of the wheel."""
