"""Binding an authenticator: the square to scan, the secret to type, and the codes for a lost phone."""

from itertools import groupby

import segno
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import services
from accounts.forms import BindForm
from accounts.models import User

QUIET = 4  # light dots around the square, by which a camera finds it
BINDING = "binding"  # the key of the session: the sealed secret until a code proves that the phone has it


def bind_page(request: HttpRequest, form: BindForm, user: User, *, on_the_way: bool) -> HttpResponse:
    """The square and the secret. The same at each look, so that a reload does not void what was scanned."""
    sealed = request.session.setdefault(BINDING, services.new_secret(user))
    secret, address = services.shown(sealed, user=user)
    context = {
        "form": form,
        "secret": secret,
        "address": address,
        "square": drawn(address),
        "on_the_way": on_the_way,
    }
    return render(request, "accounts/bind.html", context)


def bound_by(request: HttpRequest, form: BindForm, user: User) -> list[str]:
    """The recovery codes, where the form's code proves that the phone has the secret; else none."""
    sealed = request.session.get(BINDING)
    if not sealed or not form.is_valid():
        return []
    try:
        codes = services.bind(user, sealed=sealed, code=form.cleaned_data["code"])
    except ValidationError as error:
        form.add_error("code", error)
        return []
    del request.session[BINDING]
    return codes


def codes_page(request: HttpRequest, codes: list[str], *, onward: str) -> HttpResponse:
    """The recovery codes, never to be seen again."""
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "onward": onward})


def drawn(text: str) -> dict[str, int | str]:
    """The text as a square to scan: its side, and the line around its dark parts (SVG)."""
    rows = [list(row) for row in segno.make(text, error="m").matrix_iter(border=QUIET)]
    line = []
    for y, row in enumerate(rows):
        for dark, run in groupby(range(len(row)), key=row.__getitem__):
            if dark:
                xs = list(run)
                line.append(f"M{xs[0]} {y}h{len(xs)}v1h-{len(xs)}z")
    return {"side": len(rows), "line": "".join(line)}
