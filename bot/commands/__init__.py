"""One module per family of terminal commands; imported only when its command runs."""
