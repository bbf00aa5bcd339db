"""What this app keeps of people, by noun: each gives its export and its erasure."""
