"""Word lists that tell a company's name from an ordinary word, a person and a place. Pure."""
