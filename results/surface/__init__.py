"""A fast stand-in for the model: its answer as a polynomial of what a reader may move, fitted to kept runs."""
