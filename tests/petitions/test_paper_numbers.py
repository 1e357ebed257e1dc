"""Numbers are given at signing, without a gap, whoever signs at once or is killed."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework.exceptions import MoveDenied
from petitions.models import Paper, Series
from petitions.services import papers
from tests.grids.test_races import at_once
from tests.petitions.signing import DAY, one, sign


@pytest.mark.django_db
def test_each_is_signed_once_and_never_changed(line, clerk):
    petition = line.to("route")
    paper = sign(petition, "forward", clerk)
    with pytest.raises(MoveDenied, match="已经签发过了"):
        sign(petition, "forward", clerk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(number="信转〔2020〕9号")


@pytest.mark.django_db
def test_numbers_go_on_by_kind_and_organ(line, clerk, official):
    first, second = line.to("accept"), line.to("accept")
    numbers = [sign(one, "forward", clerk).serial for one in (first, second)]
    assert numbers == [1, 2]
    assert sign(first, "acceptance", official).serial == 1


@pytest.mark.django_db(transaction=True)
def test_a_series_does_not_go_on_without_its_paper(line, clerk):
    paper = sign(line.to("route"), "forward", clerk)
    with pytest.raises(DatabaseError, match="given with its paper"):
        Series.objects.filter(pk=paper.series_id).update(last=2)
    with pytest.raises(DatabaseError, match="that its series is at"):
        Paper.objects.create(
            matter=paper.matter,
            kind="forward",
            about=0,
            series=paper.series,
            serial=5,
            number="x",
            form={},
            pdf=b"",
            sha256="",
            by=clerk,
            signed_on=DAY(),
        )


@pytest.mark.django_db(transaction=True)
def test_eight_sign_at_once_and_no_number_is_left_out_nor_given_twice(line, clerk):
    made = [line.to("route") for _ in range(8)]
    todo = iter([(petition, one(petition, "forward").about) for petition in made])

    def press():
        petition, about = next(todo)
        return papers.sign(petition, kind="forward", about=about, by=clerk).serial

    assert sorted(at_once(press, 8)) == list(range(1, 9))
    assert Series.objects.get().last == 8


@pytest.mark.django_db(transaction=True)
def test_one_pressed_by_eight_at_once_is_signed_once(line, clerk):
    petition = line.to("route")
    about = one(petition, "forward").about
    answers = at_once(lambda: papers.sign(petition, kind="forward", about=about, by=clerk).serial, 8)
    assert sorted(answers, key=str) == [1] + ["refused"] * 7
    assert Series.objects.get().last == 1


@pytest.mark.django_db(transaction=True)
def test_who_is_killed_between_number_and_paper_leaves_no_gap(line, clerk, monkeypatch):
    """The server sees a killed process as a connection that ends: here it is ended while the PDF is drawn."""
    first, second = line.to("route"), line.to("route")
    draw = papers.pdf_form

    def killed(*given):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    def press():
        with pytest.raises(DatabaseError):
            sign(first, "forward", clerk)
        return "killed"

    monkeypatch.setattr(papers, "pdf_form", killed)
    assert at_once(press, 1) == ["killed"]
    monkeypatch.setattr(papers, "pdf_form", draw)
    assert (Paper.objects.count(), list(Series.objects.filter(last__gt=0))) == (0, [])
    assert sign(second, "forward", clerk).serial == 1
    assert sign(first, "forward", clerk).serial == 2
