"""Conclusions: facts in, decisions out. No clock, no database, no network, no chance."""
