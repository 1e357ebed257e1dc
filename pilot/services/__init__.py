"""The acts of the pilot programme."""
