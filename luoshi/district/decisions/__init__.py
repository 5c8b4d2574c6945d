"""Decision models: the rules by which a district decides; edited and checked, put in force by a second person, asked by anybody."""
