"""What survives kill -9: writers, sweepers and deliverers as real processes, while everything around them is
killed; and races. Counted, never timed.
"""
