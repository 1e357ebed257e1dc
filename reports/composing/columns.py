"""What the tables of the annex have in common: columns, the words of a row, the line of the whole."""

from casework.figures import figures
from papers.document import Cell, Column
from reports.composing.numbers import Line, Numbers

Row = tuple[Cell, ...]
WHOLE = "合计"
FEW = "件数少于5件的不算占比，以“——”表示。"
UNFINISHED = Column("到期未办结", "件", "count")


def amount(key: str) -> Column:
    """The column of a mean or a median, in its unit."""
    figure = figures()[key]
    return Column(figure.name, figure.measure.value, "duration")


def rate_column(numbers: Numbers) -> Column:
    """The column of the share in time that speaks in this quarter."""
    return Column(figures()[numbers.in_time].name, "", "rate")


def words(text: str) -> Cell:
    """A cell that names something."""
    return Cell(text, text)


def whole(numbers: Numbers) -> Line:
    """The county as a line: the sum of all groups."""
    return Line(WHOLE, numbers.main, numbers.before)
