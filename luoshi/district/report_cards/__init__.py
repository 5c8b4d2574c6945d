"""Report cards: what a report promised beside what a bulletin says came of it. Promise and figure are held together by an explicit rule
and judged by the rules of progress. Nothing is stored, unless an official takes figures over as official values of an indicator."""
