"""What a neighbourhood page and the page of an initiative show of this app, by noun."""
