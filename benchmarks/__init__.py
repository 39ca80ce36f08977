"""Side-by-side speed runs, for `make bench`: this engine, a weekly whole-array model and Mesa."""
