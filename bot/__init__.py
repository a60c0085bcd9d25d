"""Speaks: everything a person or Slack touches."""
