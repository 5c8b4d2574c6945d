"""What commands print of what engines found; imported by the command that prints it, when it does."""
