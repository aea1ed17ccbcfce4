"""The ways in and out over HTTP: a process of its own, so that slow clients never delay a worker."""
