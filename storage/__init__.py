"""Remembers: facts about accounts, people and touches, and nothing that follows from them."""
