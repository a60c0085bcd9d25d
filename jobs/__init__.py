"""Decides: draws conclusions from facts, asked by the clock or by a person."""
