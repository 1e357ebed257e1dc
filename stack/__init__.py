"""Stands the project up: installs it, runs real servers for it, starts the demo and the tests.

Standard library only, because it runs before anything is installed.
"""
