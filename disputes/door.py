"""The way in for residents who want mediation, and what their code opens."""

from collections.abc import Mapping
from typing import Any

from casework.models import Matter
from casework.residing import Door, enrol
from disputes.progress import progress_of


def told(matter: Matter) -> Mapping[str, Any]:
    """How the dispute goes, with the committee that has it."""
    fresh = Matter.objects.select_related("unit__body").get(pk=matter.pk)
    return {"progress": progress_of(fresh)}


enrol(
    "dispute",
    Door(
        order=1,
        words="和邻居、家里人、单位有纠纷，可以请人民调解委员会来调解。不收费，不用登录。",
        button="申请调解",
        url="residents:mediate",
        template="disputes/residents/progress.html",
        told=told,
    ),
)
