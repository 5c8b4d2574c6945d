"""演示年: a simulated year of a district that does not exist, lived day by day through the same operations as a real one. From one seed
always the same; everything that it makes is said to be synthetic. It is looked at on a day that somebody chooses."""
