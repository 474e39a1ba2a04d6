"""movie-success: whether a movie will earn at least twice its budget."""
