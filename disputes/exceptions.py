class RewardDenied(Exception):
    """What somebody wanted of a reward may not be. The message is for them, in Chinese."""


class SweepDenied(Exception):
    """What somebody wanted of a sweep may not be. The message is for them, in Chinese."""
