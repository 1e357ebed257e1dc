"""Custody (保管): what every model declares of its rows. Who may see them, how long they are kept, which
writes are recorded, how they leave the house. A model without it fails the build.

The declaration stands in the model, as `custody = Custody(…)`. The database's policies and triggers are
made from it by `manage.py secure_database`; a test holds the catalogue against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# What a policy may ask of the context; wrapped in a SELECT, each is asked once a query.
EVERYTHING = "(SELECT portal.everything())"
ACTOR = "(SELECT portal.actor())"


@dataclass(frozen=True)
class Scope:
    """Which rows exist for the user of a request. `rows` is SQL over the row; None is no policy at all.

    `reason` says why a table without a policy may do without. `written` is the rule for rows that are
    added, changed or removed, where it is another than for those that are read.
    """

    rows: str | None
    reason: str = ""
    written: str | None = None


def open_to_all(reason: str, *writers: str) -> Scope:
    """Whoever is signed in may know it; the reason is for the reader of the list.

    With roles named, those alone write it, by policy; without, the table has none.
    """
    return Scope("true", reason, of_roles(*writers).rows) if writers else Scope(None, reason)


def of_matter(column: str = "matter_id") -> Scope:
    """Who sees the matter sees what hangs on it."""
    return through("casework_matter", column)


def through(table: str, column: str) -> Scope:
    """Who sees the row that this one belongs to sees this one: that table's own policy is asked."""
    return Scope(f"EXISTS (SELECT 1 FROM {table} owner WHERE owner.id = {column})")


def of_user(column: str) -> Scope:
    """Each their own."""
    return Scope(f"{column} = {ACTOR}")


def of_roles(*roles: str) -> Scope:
    """Those who hold one of these roles, anywhere."""
    return Scope(" OR ".join(f"(SELECT portal.holds('{role}'))" for role in roles))


def internal() -> Scope:
    """Nobody's: only work that runs in the name of the portal itself (security.context.everything)."""
    return Scope("false")


@dataclass(frozen=True)
class Retention:
    """How long rows are kept after they are done with, and what then becomes of them.

    `years` None is for good. `done` names the moment from which the years count.
    """

    class Then(StrEnum):
        KEEP = "留存"
        ANONYMISE = "去标识"
        DELETE = "删除"

    years: float | None
    then: "Retention.Then"
    done: str = ""
    basis: str = ""


def for_good(basis: str) -> Retention:
    """Kept as long as the portal, for the reason given."""
    return Retention(None, Retention.Then.KEEP, basis=basis)


def with_matter(then: Retention.Then = Retention.Then.KEEP) -> Retention:
    """As long as the matter keeps its people; then it stays, less the numbers found in it, or is deleted."""
    return Retention(None, then, basis="随事项")


@dataclass(frozen=True)
class Audit:
    """Which writes are recorded: all three of insert, update and delete, or none for the reason given.

    Text goes into the record as a keyed digest only, so that erasing a text erases it; columns named in
    `plain` are codes and go in as they are. Numbers, times, truths and keys always do.
    """

    recorded: bool = True
    plain: tuple[str, ...] = ()
    reason: str = ""


def recorded(*plain: str) -> Audit:
    """Record each insert, update and delete; the named text columns in full, other texts as a digest."""
    return Audit(plain=plain)


def not_recorded(reason: str) -> Audit:
    return Audit(recorded=False, reason=reason)


class Export(StrEnum):
    """How the rows leave the house (domain.md 8.2): the level of masking of what is exported."""

    PUBLIC = "L1"
    INTERNAL = "L2"
    NEVER = "不导出"


@dataclass(frozen=True)
class Custody:
    """All that a model declares.

    `rights`: what the portal's database role may do with the table at all. `hidden`: columns that it writes
    and never reads. `stamped`: times that the database writes itself when the row comes; `said`: times that
    an import may say, and a request may not; `fixed`: columns that keep their first value (the stamped and
    said ones do, too); `system`: columns that are changed by the portal's services alone, which is where
    the SQL condition `served` is true.
    """

    scope: Scope
    retention: Retention
    audit: Audit = field(default_factory=Audit)
    export: Export = Export.NEVER
    rights: tuple[str, ...] = ("SELECT", "INSERT", "UPDATE", "DELETE")
    hidden: tuple[str, ...] = ()
    stamped: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    system: tuple[str, ...] = ()
    served: str = ""


READ = ("SELECT",)
APPEND = ("SELECT", "INSERT")


def custody_of(model: type) -> Custody | None:
    """What the model declares itself; a parent's declaration is not its own."""
    found: Mapping[str, object] = vars(model)
    declared = found.get("custody")
    return declared if isinstance(declared, Custody) else None
