"""What happened, on record for good: facts are appended, sealed in a Merkle tree that anybody can check, and corrected by newer facts."""
