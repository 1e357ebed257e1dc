"""The searched texts of the county, which the bulk load leaves to be written afterwards."""

from django.db import connection, transaction

from benchmarks.county.bulk import without_indexes
from casework.models import SearchText
from casework.services.searching import rebuild
from stack.console import step


def build() -> None:
    """Write them by the rules of the portal itself, unless they are there."""
    if SearchText.objects.exists():
        return
    with step("写入搜索用的文字"), connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'; SET synchronous_commit = off")
        with transaction.atomic(), without_indexes(SearchText):  # all or nothing: a run may be stopped
            sum(rebuild())
        cursor.execute("VACUUM (ANALYZE) casework_searchtext")
    connection.close()
