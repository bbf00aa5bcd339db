"""Work for an office, by noun."""
