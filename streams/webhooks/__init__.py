"""Events to subscribers' own HTTP endpoints, by the Standard Webhooks specification."""
