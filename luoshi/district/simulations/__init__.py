"""政策模拟: published rules with other parameters or cells, asked of everybody in a frozen snapshot beside those that are in force.

Who gains, who loses, what it costs, by street, industry, size and reason, and how far missing data leaves that open. What is worth it is
saved as a numbered proposal with its reasons, becomes a draft of the decision models, and is put in force by a second person there.
"""
