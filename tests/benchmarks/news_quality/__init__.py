"""Labelled news: which accounts each item names, and which items are one story."""
