"""The page for whoever writes programs: what the interface offers, how to sign in, and the reader's own tokens."""
