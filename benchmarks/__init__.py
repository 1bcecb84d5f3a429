"""Measurements of the search, and an exact model of the same question that knows nothing of it.

All worlds in here are synthetic: recipes made for the purpose or taken from the shipped catalog, carried out
by plants that do not exist. `python -m benchmarks --help` lists what can be run.
"""
