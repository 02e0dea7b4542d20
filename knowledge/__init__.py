"""What is true: procedures, statistics, places, and where each fact came from. Knows nothing of questions."""
