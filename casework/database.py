"""What prepare_database asks of this app: which texts of which tables are searched, and who keeps watch."""

from collections.abc import Iterator

from casework.kinds import kinds

LONGEST = 60_000  # signs of one matter; a vector has its bounds


def functions() -> Iterator[str]:
    """What the kinds' tables say, and since when: written from their declarations."""
    yield words_of()
    yield kind_span()


def words_of() -> str:
    """All that is said in a matter, each text once: its title, the texts of its kind, its history."""
    own = " ".join(
        f"UNION ALL SELECT said.* FROM public.{model._meta.db_table} own, LATERAL (VALUES {texts_of(model)}) "
        f"said (part, place) WHERE own.matter_id = of_matter"
        for model in kinds().values()
    )
    return (
        f"CREATE OR REPLACE FUNCTION portal.words_of(of_matter bigint, title text) RETURNS text "
        f"LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$ "
        f"SELECT portal.narrowed(left(string_agg(part, E'\\n' ORDER BY place), {LONGEST})) FROM ("
        f"SELECT part, min(place) AS place FROM (SELECT title AS part, 0::bigint AS place {own} "
        f"UNION ALL SELECT note, 1000 + id FROM public.casework_event WHERE matter_id = of_matter"
        f") said WHERE part <> '' GROUP BY part) parts $$"
    )


def texts_of(model: type) -> str:
    """The searched columns of a kind as rows of SQL, in their order."""
    return ", ".join(f"(own.{name}, {place}::bigint)" for place, name in enumerate(model.searched, start=1))  # type: ignore[attr-defined]


def kind_span() -> str:
    """The first and the last registration of each kind: each an end of an index."""
    spans = " UNION ALL ".join(
        f"SELECT (SELECT max(registered_at) FROM public.casework_matter WHERE kind = '{name}'), "
        f"(SELECT min(registered_at) FROM public.casework_matter WHERE kind = '{name}')"
        for name in kinds()
    )
    return (
        f"CREATE OR REPLACE FUNCTION portal.kind_span() RETURNS TABLE (latest timestamptz, "
        f"earliest timestamptz) LANGUAGE sql STABLE AS $$ {spans} $$"
    )


def statements() -> Iterator[str]:
    """The triggers that keep the searched texts: whoever writes, in whatever way, cannot forget them."""
    marks = ("title", "area_id", "unit_id", "holder_id", "confidential")
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in marks)
    ended = "(OLD.closed_at IS NULL) <> (NEW.closed_at IS NULL)"
    yield trigger("casework_matter", f"{changed} OR {ended}", "matter")
    yield (
        "CREATE OR REPLACE TRIGGER search_gone AFTER DELETE ON casework_matter FOR EACH ROW "
        "EXECUTE FUNCTION portal.index_gone()"
    )
    for model in kinds().values():
        yield from watched(model._meta.db_table, model.searched, "true")
    yield from watched("casework_event", ("note",), "note <> ''")
    yield from watched("casework_person", ("masked_name", "veiled"), "masked_name <> ''")


def watched(table: str, columns: tuple[str, ...], telling: str) -> Iterator[str]:
    """Triggers on rows that belong to a matter: for many added at once, and for each that is changed."""
    yield (
        f"CREATE OR REPLACE TRIGGER search_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh "
        f"FOR EACH STATEMENT EXECUTE FUNCTION portal.index_added($${telling}$$)"
    )
    yield trigger(table, " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in columns), "changed")


def trigger(table: str, when: str, function: str) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER search_{function} AFTER UPDATE ON {table} FOR EACH ROW WHEN ({when}) "
        f"EXECUTE FUNCTION portal.index_{function}()"
    )
