"""Side-by-side speed runs: this engine against a weekly whole-array model and against Mesa. `make bench` runs them."""
