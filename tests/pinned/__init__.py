"""Pinned results: what a dozen small runs gave, so that no figure moves without a word.

`python -m tests.pinned` runs them again and says what moved; `--write --because WHY` pins what they give now, once
`MODEL` or `SEEDS` in `simulate/version.py` has been raised.
"""
