"""Hostile input: documents of every kind that users hand in, spoilt in every way that comes to mind.

`python -m tests.hostile --documents 50000` tries so many and writes tests/verification/fuzz.json. What is asked of
each document stands in `tried.py`.
"""
