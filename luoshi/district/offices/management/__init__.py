"""Commands of the offices, for whoever runs the installation."""
