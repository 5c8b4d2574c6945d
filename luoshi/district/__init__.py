"""Ring 3: the Django application. It stores, shows, asks and sends; the rules live in the engines."""
