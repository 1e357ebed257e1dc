"""对账表 (F18): every number of a run with where it is from, how it was worked out, and its fingerprint."""

from collections.abc import Iterator
from io import BytesIO

from accounts.models import User
from assessment.models import Run
from assessment.scoring import shown
from assessment.selectors.totals import corrected, lines_of, points_of
from assessment.selectors.viewing import scores_seen
from security.spreadsheets import Book

TOTALS = {"考核组": 14, "单位": 30, "总分": 12, "满分": 10, "组内名次": 10, "还差几项": 10, "否决建议": 40}
SCORES = {
    "考核组": 14,
    "单位": 30,
    "编号": 10,
    "指标": 30,
    "分值": 10,
    "得分": 10,
    "怎么算的": 50,
    "还差什么": 30,
    "事项": 10,
    "其中达到": 10,
    "剔除": 10,
    "口径": 60,
    "口径版本": 10,
    "算法版本": 10,
    "评分标准原文": 60,
    "指纹": 66,
}


def workbook(run: Run, user: User) -> bytes:
    """As the user may see it."""
    place, scores = BytesIO(), scores_seen(run, user)
    mended = corrected(run)
    book = Book(place)
    book.add("总分", TOTALS, totals(run, user), f"{run}，{run.get_state_display()}，按单位的顺序")
    rows = (
        [
            *(str(one.target.group), str(one.target), one.indicator.code, one.indicator.name),
            *(str(one.indicator.full), shown(points_of(one, mended)), one.formula, one.missing),
            *(str(len(ids)) for ids in (one.rows, one.hit_rows, one.left_rows)),
            *(one.definition, str(one.version), str(one.formulas), one.indicator.basis, one.digest),
        ]
        for one in scores
    )
    book.add("各项", SCORES, rows, f"{run}各项，一行一个数")
    book.close()
    return place.getvalue()


def totals(run: Run, user: User) -> Iterator[list[str]]:
    scores = scores_seen(run, user)
    seen = {one.target_id for one in scores}
    for line in lines_of(run, scores, corrected(run)):
        if line.target.pk in seen:
            place = str(line.place or "——") if seen_whole(run, seen) else ""
            group = line.target.group
            said = (line.shown, str(group.full), place, str(len(line.total.missing)))
            yield [str(group), str(line.target), *said, "；".join(line.total.barred)]


def seen_whole(run: Run, seen: set[int]) -> bool:
    """Does the user see all organisations? Without that a place says nothing."""
    return run.scores.values("target").distinct().count() == len(seen)
