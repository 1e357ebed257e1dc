"""Petitions of a county beside ten times as many cases, in a database of their own."""
