"""What we say: facts in, Block Kit out. Pure."""
