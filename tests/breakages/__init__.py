"""Errors of the model, planted one at a time in a copy of the tree: which checks notice.

`python -m tests.breakages` plants each of `planted.py`, runs the checks named there and writes
tests/verification/breakages.json. Each must be noticed by at least two checks that know nothing of each other.
"""
