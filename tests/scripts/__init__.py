"""Commands for people who keep the data."""
