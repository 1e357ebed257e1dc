"""People, where they sit and what they do; and what is known of how they sign in."""

from accounts.models.factors import Authenticator, FormerPassword, RecoveryCode
from accounts.models.people import Duty, User
from accounts.models.roles import (
    ADMINISTRATORS,
    LOGGERS,
    OVERSEERS,
    PETITION,
    PETITION_OVERSEERS,
    UNVEILERS,
    Role,
    oversees,
)
from accounts.models.signing import Attempt, Device, Stay
from accounts.models.units import LINE_OF_UNITS, Unit

__all__ = [
    "ADMINISTRATORS",
    "LINE_OF_UNITS",
    "LOGGERS",
    "OVERSEERS",
    "PETITION",
    "PETITION_OVERSEERS",
    "UNVEILERS",
    "Attempt",
    "Authenticator",
    "Device",
    "Duty",
    "FormerPassword",
    "RecoveryCode",
    "Role",
    "Stay",
    "Unit",
    "User",
    "oversees",
]
