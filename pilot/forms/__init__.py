"""Forms of the pilot programme."""
