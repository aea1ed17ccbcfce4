"""Trains what classify ships: kind, urgency, breaking and topics. docs/models/heads.md has the figures."""
