"""What a district measures: indicators with their definitions, and figures counted from facts, issued by statistics, or reported."""
