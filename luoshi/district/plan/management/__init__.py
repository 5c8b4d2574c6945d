"""Commands of the plan, for whoever runs the installation."""
