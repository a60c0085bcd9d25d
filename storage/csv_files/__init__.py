"""Accounts and touches as CSV: in from any CRM's export, out in a form that comes in again unchanged."""
