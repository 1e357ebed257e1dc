"""Numbers are given at signing, without a gap, whoever signs at once or is killed."""

import os
import signal
import time

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


PATIENCE = 60  # seconds


def forked(act):
    """A process of its own, with a connection of its own, that does this; its number."""
    connection.close()  # or it would be shared
    if pid := os.fork():
        return pid
    code = 1
    try:
        act()
        code = 0
    finally:
        os._exit(code)


def stop_at(place, told):
    """In this process alone: say that the number is taken, and go no further before the paper is kept."""

    def and_wait(*given, **named):
        if place == "written":
            create(*given, **named)
        os.write(told, b"!")
        while True:
            signal.pause()

    create = Paper.objects.create
    if place == "drawn":
        papers.pdf_form = and_wait
    else:
        Paper.objects.create = and_wait


def wait_for(count):
    """Until so many wait for the number."""
    here = "datname = current_database() AND wait_event_type = 'Lock'"
    asked = f"SELECT count(*) FROM pg_stat_activity WHERE {here}"
    ends = time.monotonic() + PATIENCE
    found = -1
    while found != count:
        assert time.monotonic() < ends, f"{found} wait, not {count}"
        time.sleep(0.02)
        with connection.cursor() as cursor:
            cursor.execute(asked)
            found = cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", ["drawn", "written"])
def test_eight_processes_sign_and_the_one_with_the_number_is_killed(line, clerk, place):
    """SIGKILL between number and COMMIT: the seven that waited have 1 to 7, the killed one is 8th."""
    killed, *others = made = [line.to("route") for _ in range(8)]
    about = {petition.pk: one(petition, "forward").about for petition in made}

    def press(petition):
        papers.sign(petition, kind="forward", about=about[petition.pk], by=clerk)

    def hold():
        stop_at(place, told)
        press(killed)

    heard, told = os.pipe()
    holder = forked(hold)
    os.close(told)
    assert os.read(heard, 1) == b"!"
    os.close(heard)
    waiting = [forked(lambda petition=petition: press(petition)) for petition in others]
    wait_for(7)
    assert not Paper.objects.exists()
    os.kill(holder, signal.SIGKILL)
    assert os.waitpid(holder, 0)[1] == signal.SIGKILL
    assert [os.waitpid(pid, 0)[1] for pid in waiting] == [0] * 7
    kept = Paper.objects.order_by("serial")
    assert list(kept.values_list("serial", flat=True)) == list(range(1, 8))
    assert {paper.matter_id for paper in kept} == {petition.pk for petition in others}
    assert sign(killed, "forward", clerk).number == f"信转〔{DAY().year}〕8号"
    assert Series.objects.get().last == 8
