"""A second implementation of the whole model, in Mesa: one object a claimant, plain rules, written from docs/model.md.

It is there to be read beside the model page, and to be compared with: with the same luck it must give the same lives as
the compiled core, event for event. It shares nothing with the core but the scenario, the parameters, the claimants and
the luck. It is slow, some thousand times slower than the core.

Section 2: `person.py`, `pools.py`. Section 3: `life.py`, `model.py`, `dice.py`. Section 7: `shared/`. Section 8:
`submodels/`. Section 9: `counted.py`. Section 10: `ticks/`.
"""
