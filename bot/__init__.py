"""What we say and where: replies as values, and the channels that carry them."""
