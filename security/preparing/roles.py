"""The database's roles: who runs the portal, who keeps its functions, and what each is allowed."""

from collections.abc import Iterator, Mapping
from uuid import uuid4

from django.db import connection

from security import context
from security.custody import Custody
from security.owner import portal

KEEPER = "governance_keeper"  # owns the functions that look past the policies; nobody signs in as it
CLERK = "governance_clerk"  # owns those that the policies bind like everybody
CLERKS = ("portal.admit(bigint)",)
KEEPERS_ONLY = (  # called by other functions of the keeper, by nobody else
    *("portal.mac(text, text)", "portal.signed(jsonb)", "portal.opened(text, text)"),
    *("portal.scope_of(bigint)", "portal.line_of(bigint[])", "portal.with_admitted(bigint)"),
)
LEAKPROOF = ("text_ge(text, text)", "text_gt(text, text)", "text_le(text, text)", "text_lt(text, text)")
# What people wrote stands in statements: they appear in no list of running ones and in no log of failed ones.
DISCREET = {"track_activities": "off", "log_min_error_statement": "panic", "log_min_duration_statement": "-1"}


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def literal(text: str) -> str:
    """The text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def web() -> str:
    """The role that web, worker and commands run as."""
    return portal("USER")


def roles() -> Iterator[str]:
    """The three roles. The one that runs the portal owns nothing and passes no policy."""
    for name, rights in ((KEEPER, "NOLOGIN BYPASSRLS"), (CLERK, "NOLOGIN NOBYPASSRLS")):
        yield created(name, rights)
    login = f"LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD {literal(password())}"
    yield created(web(), login)
    if not signs_in():
        yield f"ALTER ROLE {quoted(web())} {login}"
    for setting, value in DISCREET.items():
        yield set_for_web(setting, value)
    for function in LEAKPROOF:
        yield marked_leakproof(function)


def created(name: str, rights: str) -> str:
    """Create the role unless it is there; another database of this cluster may do so at this moment."""
    return (
        f"DO $$ BEGIN CREATE ROLE {quoted(name)} {rights}; "
        f"EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )


def password() -> str:
    return portal("PASSWORD")


def signs_in() -> bool:
    """Can the portal's role sign in with the password of the settings?"""
    import psycopg2

    to = connection.get_connection_params() | {"user": web(), "password": password(), "dbname": "postgres"}
    to.pop("cursor_factory", None)
    try:
        psycopg2.connect(**to).close()
    except psycopg2.OperationalError:
        return False
    return True


def set_for_web(setting: str, value: str) -> str:
    """Set it for the portal's role, unless it is so: two databases that do it at once would collide."""
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole "
        f"WHERE r.rolname = {literal(web())} AND {literal(f'{setting}={value}')} = ANY(s.setconfig)) THEN "
        f"ALTER ROLE {quoted(web())} SET {setting} = {literal(value)}; END IF; "
        f"EXCEPTION WHEN unique_violation THEN NULL; "  # the other was first to set anything at all
        f"WHEN OTHERS THEN IF SQLERRM NOT LIKE '%concurrently updated%' THEN RAISE; END IF; END $$"
    )


def marked_leakproof(function: str) -> str:
    """Let an index serve this comparison under a policy: it tells nothing of what it compares.

    Postgres 18 has it so; for those before, once, by a superuser.
    """
    return (
        f"DO $$ BEGIN IF NOT (SELECT proleakproof FROM pg_proc WHERE oid = '{function}'::regprocedure) "
        f"THEN ALTER FUNCTION pg_catalog.{function} LEAKPROOF; END IF; END $$"
    )


def secrets() -> Iterator[str]:
    """The keys that the database's functions sign with: that of contexts is this process's, too."""
    for name, key, renewed in (
        (
            "context",
            context.key(),
            "DO UPDATE SET inner_key = excluded.inner_key, outer_key = excluded.outer_key",
        ),
        ("digest", uuid4().bytes + uuid4().bytes, "DO NOTHING"),
    ):
        inner, outer = (bytes(byte ^ pad for byte in key.ljust(64, b"\0")).hex() for pad in (0x36, 0x5C))
        yield (
            f"INSERT INTO portal.secret VALUES ('{name}', '\\x{inner}', '\\x{outer}') "
            f"ON CONFLICT (name) {renewed}"
        )


def functions_handed_over() -> Iterator[str]:
    """Our functions belong to the keeper, or the clerk; the portal's role may call all but the inner ones."""
    yield f"GRANT USAGE, CREATE ON SCHEMA portal TO {KEEPER}, {CLERK}"
    yield f"GRANT USAGE ON SCHEMA public TO {KEEPER}, {CLERK}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, portal TO {KEEPER}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {KEEPER}"
    yield f"GRANT SELECT ON casework_matter TO {CLERK}"
    yield (
        f"DO $$ DECLARE f record; BEGIN FOR f IN SELECT p.oid::regprocedure AS name, p.oid FROM pg_proc p "
        f"WHERE p.pronamespace = 'portal'::regnamespace AND p.proowner <> '{KEEPER}'::regrole LOOP "
        f"EXECUTE format('ALTER FUNCTION %s OWNER TO {KEEPER}', f.name); END LOOP; END $$"
    )
    for function in CLERKS:
        yield f"ALTER FUNCTION {function} OWNER TO {CLERK}"
    yield f"REVOKE CREATE ON SCHEMA portal FROM {KEEPER}, {CLERK}"
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA portal FROM PUBLIC"
    yield f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA portal TO {KEEPER}, {CLERK}, {quoted(web())}"
    for function in KEEPERS_ONLY:
        yield f"REVOKE ALL ON FUNCTION {function} FROM {quoted(web())}"


def allowed(tables: Mapping[str, Custody]) -> Iterator[str]:
    """What the portal's role may do with each table: no more than its custody says; never TRUNCATE."""
    role = quoted(web())
    yield f"GRANT USAGE ON SCHEMA public, portal TO {role}"
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public, portal FROM {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for table, custody in tables.items():
        rights = set(custody.rights)
        if custody.hidden and "SELECT" in rights:
            rights -= {"SELECT"}
            shown = ", ".join(quoted(column) for column in columns_of(table) if column not in custody.hidden)
            yield f"GRANT SELECT ({shown}) ON {quoted(table)} TO {role}"
        if rights:
            yield f"GRANT {', '.join(sorted(rights))} ON {quoted(table)} TO {role}"
    yield f"GRANT SELECT ON django_migrations TO {role}"


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]
