"""Mutation testing of `scenarios/` and `simulate/`: one small error at a time, and whether any test notices.

First the coverage of the tests, by test:

    python -m pytest -p no:xdist tests/scenarios tests/simulate -m "not verify"
        --cov=scenarios --cov=simulate --cov-context=test --cov-report=
    python -m tests.mutation --coverage .coverage --mutants 150 --seed 1

Mutants are drawn at random from all places in functions. Each is put into a process of its own, forked with everything
imported, by giving the living function the mutant's code; the tests that cover the line are run there, those that cover
least first, and last of all the pinned results. Not mutated: module level, decorators, defaults, annotations, texts.
"""
