import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.document import Cell, Chart, Column, Document, Heading, Paragraph, Table
from tests.reports.papers import everything, report

values = st.one_of(
    st.none(),
    st.integers(),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(),
)
some_cells = st.builds(Cell, values, st.text(), st.text())


def stored(document):
    """The document as it comes back from a JSON column."""
    return Document.from_json(json.loads(json.dumps(document.to_json(), ensure_ascii=False)))


def test_a_document_comes_back_from_json_unchanged():
    assert stored(report()) == report()


@given(some_cells)
def test_no_value_loses_its_type_or_a_digit(cell):
    document = report(Paragraph(("前", cell)), Table("表", (Column("列"),), ((cell,),)))
    back = stored(document).blocks[0].parts[1]
    assert stored(document) == document
    assert type(back.value) is type(cell.value)
    assert str(back.value) == str(cell.value)


def test_a_float_beyond_the_integers_stays_a_float():
    back = stored(report(Paragraph((Cell(1e22, "很大"),)))).blocks[0].parts[0]
    assert isinstance(back.value, float)


def test_another_form_is_refused():
    with pytest.raises(ValueError, match="不是本系统存下的报告"):
        Document.from_json({**report().to_json(), "form": 99})
    with pytest.raises(ValueError, match="认不出"):
        Document.from_json({**report().to_json(), "blocks": [{"block": "video"}]})


@pytest.mark.parametrize("level", [0, 5])
def test_a_heading_has_four_levels(level):
    with pytest.raises(ValueError, match="level 1 to 4"):
        Heading(level, "标题")


def test_a_row_has_a_cell_for_each_column():
    with pytest.raises(ValueError, match="row 2"):
        Table("表", (Column("甲"), Column("乙")), ((Cell(1, "1"), Cell(2, "2")), (Cell(3, "3"),)))


def test_a_series_has_a_value_for_each_category():
    with pytest.raises(ValueError, match="2 values for 1"):
        Chart("图", "bar", ("一月",), (("全县", (1.0, 2.0)),))


def test_unknown_kinds_are_refused():
    with pytest.raises(ValueError, match="column kind"):
        Column("列", kind="money")
    with pytest.raises(ValueError, match="chart kind"):
        Chart("图", "pie", (), ())


def test_what_was_not_collected_is_shown_as_a_dash_and_never_as_nought():
    assert Cell(None).text == "——"
    assert not Cell(None).is_number


def test_only_numbers_count_as_numbers():
    assert [Cell(value, "x").is_number for value in (1, 0.5, Decimal(1), "1", None)] == [
        True,
        True,
        True,
        False,
        False,
    ]
    with pytest.raises(TypeError):
        Cell(True, "是")


def test_the_tables_and_charts_are_found():
    document = report()
    assert len(document.tables) == 5
    assert len(document.charts) == 2
    assert len(everything()) == len(document.blocks)
