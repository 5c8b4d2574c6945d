"""领导一屏: the headline promises of a plan on one page, with all three yardsticks; what needs a decision; who owes what."""
