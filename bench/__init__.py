"""Measurements: speed and accuracy, written into docs/ by commands. Not part of the wheel."""
