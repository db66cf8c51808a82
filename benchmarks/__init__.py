"""Side-by-side measurements against the peers of the field.

Each subject is a module here with a function ``cases()`` that yields `benchmarks.measure.Case`;
``make bench`` finds them all.
"""
