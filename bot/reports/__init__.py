"""What an analysis looks like: lines for machines, a table for the terminal, a page to mail. Pure."""
