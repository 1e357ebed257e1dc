"""The way in for residents who petition, and what their code opens."""

from collections.abc import Mapping
from typing import Any

from casework.models import Matter
from casework.residing import Board, Door, enrol, put_up
from petitions.forms.answering import forms_for
from petitions.progress import parts_of, place_of, progress_of
from petitions.reception_views import posted


def told(matter: Matter) -> Mapping[str, Any]:
    """How the petition goes, and the forms for what the petitioner may do now."""
    progress = progress_of(matter)
    acts = forms_for(matter, progress)
    return {"progress": progress, "acts": acts, "parts": parts_of(matter), "nth": place_of(matter)}


enrol(
    "petition",
    Door(
        order=2,
        words="有意见建议、要求解决的问题、要举报的，可以向信访部门反映。不用登录，不用身份证号。",
        button="反映问题",
        url="residents:petition",
        template="petitions/residents/progress.html",
        told=told,
    ),
)
put_up(Board(template="petitions/residents/_receptions.html", told=posted))
