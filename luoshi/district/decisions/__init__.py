"""Decision models: the rules by which a district decides, opened, edited, checked, put in force by a second person, and asked by anybody."""
