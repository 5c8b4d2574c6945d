"""年终结果: what became of each promise of a year, proposed from verdicts and words, settled by people, closed for good."""
