"""The read model: events and stories in SQLite, built from the topics, and what is asked of it."""
