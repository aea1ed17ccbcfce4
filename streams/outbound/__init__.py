"""Asking servers of others over HTTP: what the watcher and the webhooks have in common."""
