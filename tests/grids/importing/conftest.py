import csv

import pytest

from tests.factories import AreaFactory
from tests.grids.importing.sample import COLUMNS, PLAIN


@pytest.fixture
def areas(db):
    for code, name in (("330999", "试县"), ("330999001", "桥东镇"), ("330999001001", "桥东村")):
        AreaFactory(code=code, name=name)


@pytest.fixture
def file(areas, tmp_path):
    """Writes rows (each given by what differs from PLAIN) to a CSV and gives its path."""

    def write(*rows, columns=COLUMNS, encoding="utf-8", name="cases.csv"):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as out:
            writer = csv.DictWriter(out, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**PLAIN, "编号": f"A{place}", **row} for place, row in enumerate(rows, 1))
        return path

    return write
