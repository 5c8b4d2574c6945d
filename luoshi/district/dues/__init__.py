"""报送: which unit owes which figure or word about which promise by which day, who still owes it, and how much each was asked."""
