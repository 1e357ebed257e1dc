"""What the database must know of roles, to work out a user's scope by itself."""

from collections.abc import Iterator

from accounts.models import OVERSEERS, PETITION_OVERSEERS, UNVEILERS, Role


def statements() -> Iterator[str]:
    yield "DELETE FROM portal.role"
    rows = ", ".join(
        f"('{role.value}', {role in OVERSEERS}, {role is Role.KEEPER}, {role in PETITION_OVERSEERS}, "
        f"{role in UNVEILERS})"
        for role in Role
    )
    yield f"INSERT INTO portal.role (name, oversees, keeps, hears, unveils) VALUES {rows}"
