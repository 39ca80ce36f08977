"""Versions of what a result hangs on besides its plan: kept results of other versions are not mixed in."""

MODEL = 1
"""Raised with every change that moves any figure of an unchanged plan."""
SEEDS = 1
"""Raised when seeds lead to other luck, or draws of the parameters to other values."""
