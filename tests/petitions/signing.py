"""What the tests of papers share: what one says, and to sign it."""

from petitions.papers.gathering import subjects
from petitions.papers.sheets import compose
from petitions.services import papers
from security import clock

DAY = clock.today


def said(form):
    return "\n".join(getattr(part, "text", "") for part in form.parts)


def one(petition, kind):
    """What the paper of this kind is about, of the petition as it stands."""
    matter = papers.with_papers(type(petition).objects.filter(pk=petition.pk)).get()
    matter.own.matter = matter
    return next(found for found in subjects(matter) if found.kind == kind)


def text(petition, kind):
    return said(compose(one(petition, kind), today=DAY()))


def sign(petition, kind, by):
    return papers.sign(petition, kind=kind, about=one(petition, kind).about, by=by)
