"""The plan: reports and their commitments, for the office that breaks a work report down and follows it up."""
