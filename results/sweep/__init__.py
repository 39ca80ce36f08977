"""Sweeps: which of the numbers that are varied decide the paired difference between regimes, and how sure that is."""
