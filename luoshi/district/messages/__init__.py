"""Messages: what somebody has to know stands in the own inbox at once, and surely reaches the addresses that the person has."""
