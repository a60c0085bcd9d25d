"""What they meant: the words people type, as small frozen requests, or `NotUnderstood` with the fix.

Nothing here reads a clock, a database or the network, and nothing guesses an account silently.
"""
