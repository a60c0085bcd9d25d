"""Feeds from the net: fetched politely and from public addresses only, read in a process that may be killed.

The part that reads documents (`document` and what it imports) runs in that process alone.
"""
