"""Section 7: rules that submodels share, in the order of the section."""
