"""The pages of the agenda: what everybody sees, what an organiser does, and who signs up."""
