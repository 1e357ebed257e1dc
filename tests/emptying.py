"""Between tests without a transaction of their own the tables are emptied: those that were written to, row by
row. TRUNCATE would make a new file of every table and index, some hundreds, for the few rows of a test.
"""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from audit.models import Entry, Seal

KEPT = {ContentType, Permission}  # they say which models and permissions there are: no test writes them
LAST = (Entry, Seal)  # that rows were deleted is recorded, too


def made() -> str:
    """SQL of the function that the portal's role calls: it runs as the owner, past triggers and foreign keys.

    What still writes is waited for, as by TRUNCATE.
    """
    last = [model._meta.db_table for model in LAST]
    left_out = {*last, *(model._meta.db_table for model in KEPT)}
    found = {*connection.introspection.django_table_names(only_existing=True)} - left_out
    tables = [connection.ops.quote_name(name) for name in [*sorted(found), *last]]
    each = " ".join(f"IF EXISTS (SELECT FROM {name}) THEN DELETE FROM {name}; END IF;" for name in tables)
    return (
        "CREATE FUNCTION emptied() RETURNS void LANGUAGE plpgsql SECURITY DEFINER "
        f"SET session_replication_role = replica AS $$ BEGIN "
        f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE; {each} END $$"
    )


def emptied(case: object) -> None:
    """In place of Django's own, which would empty and write anew what says which models there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT emptied()")
