"""What templates of all capabilities may load."""
