"""Ring 1: pure Python engines. No web, no settings, no clock, no chance, no network, so that anyone can run and check them."""
