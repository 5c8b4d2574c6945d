"""Services: what citizens and firms apply for: filled from the registers, decided by rules or handed to a person, issued, checked later."""
