"""Verification of factors, inverses, solutions and steps that somebody else computed."""
