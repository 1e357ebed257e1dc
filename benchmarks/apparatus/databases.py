"""A database for each size of county, filled once and kept until the tables or the loader change."""

import hashlib
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from security.preparing.roles import DISCREET
from stack.place import ROOT

BYPASSING = "governance_bench"
MADE_BY = ("*/migrations/*.py", "benchmarks/county/*", "demo/texts/*.py")


def address_of(rows: int, server: str) -> str:
    """Where the county of this size is, or will be."""
    return urlunsplit(urlsplit(server)._replace(path=f"/bench_{rows}"))


def filled(rows: int, server: str) -> bool:
    """Does the county stand whole, made by these very tables and this loader? Else an empty one is made."""
    name = f"bench_{rows}"
    if ask(server, "SELECT 1 FROM pg_database WHERE datname = %s", [name]):
        address = address_of(rows, server)
        whole = ask(address, "SELECT to_regclass('bench.loaded')")[0][0]
        if whole and ask(address, "SELECT fingerprint FROM bench.loaded") == [(fingerprint(),)]:
            return True
        ask(server, f"DROP DATABASE {name} WITH (FORCE)")
    ask(server, f"CREATE DATABASE {name}")
    return False


def bypassing(owner: str, web: str) -> str:
    """The address for a role with the rights and settings of the portal's, for whom no policy holds."""
    login = urlsplit(web)
    if not ask(owner, "SELECT 1 FROM pg_roles WHERE rolname = %s", [BYPASSING]):
        ask(owner, f"CREATE ROLE {BYPASSING} LOGIN BYPASSRLS IN ROLE {login.username}")
    ask(owner, f"ALTER ROLE {BYPASSING} PASSWORD '{login.password}'")
    for name, value in DISCREET.items():
        ask(owner, f"ALTER ROLE {BYPASSING} SET {name} = '{value}'")
    at = login.netloc.rpartition("@")[2]
    return urlunsplit(login._replace(netloc=f"{BYPASSING}:{login.password}@{at}"))


def fingerprint() -> str:
    """A hash over the migrations and over the loader with its sentences."""
    whole = hashlib.sha256()
    for pattern in MADE_BY:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                whole.update(path.read_bytes())
    return whole.hexdigest()


def ask(address: str, statement: str, values: list[Any] | None = None) -> list[tuple]:
    """One statement on a connection of its own, outside any transaction."""
    found = psycopg2.connect(address)
    try:
        found.autocommit = True
        with found.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []
    finally:
        found.close()
