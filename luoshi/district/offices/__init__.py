"""Who may do what: the units of a district, their posts, and the persons who hold them for a time. Responsibility stays with the post."""
