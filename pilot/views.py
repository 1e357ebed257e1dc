"""Tasks: the list, one task, a new one, its moves, the year's list brought in."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.http import PortalRequest
from casework.forms import gives_pause
from casework.models import Matter
from casework.views import MatterDetailView, MatterListView, MatterPrintView, MoveView
from pilot import services
from pilot.forms import MOVE_FORMS, ListForm, TaskFilterForm, TaskForm
from pilot.importing import bring_in
from pilot.models import Task
from pilot.models.group import writes_list
from pilot.services.giving import NOT_YOURS
from pilot.workflow import TASK_FLOW

SERVICES = {name: getattr(services, name) for name in TASK_FLOW.moves}
READ_AND_WRITE = ["GET", "HEAD", "POST"]


class TaskListView(MatterListView):
    kind = Task
    template_name = "pilot/task_list.html"
    rows_template = "pilot/_task_rows.html"
    filter_form = TaskFilterForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_register=writes_list(self.request.user), **kwargs)


class TaskDetailView(MatterDetailView):
    kind = Task
    template_name = "pilot/task_detail.html"
    hanging: ClassVar = MatterDetailView.hanging | {"milestones": (), "supports": ("unit",)}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("task__lead", "task__decision__meeting", "created_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matter, task = self.object, self.object.own
        context = super().get_context_data(task=task, facts=facts(matter, task), **kwargs)
        context["sub"] = f"{matter.number} · {task.get_source_display()} · {task.lead}"
        context["milestones"] = list(matter.milestones.all())
        context["has_letters"] = matter.supervisions.exists()
        return context


def facts(matter: Matter, task: Task) -> list[tuple[str, str]]:
    """What is known of a task, as the page lists it; empty ones are left out."""
    known = [
        ("编号", matter.number),
        ("年度", f"{task.year}"),
        ("来源", " ".join(filter(None, [task.get_source_display(), task.source_words]))),
        ("牵头单位", str(task.lead)),
        ("配合单位", "、".join(str(one) for one in matter.supports.all())),
        ("完成日期", f"{task.due_on:%Y-%m-%d}"),
        ("要交的佐证", task.evidence),
        ("登记", f"{matter.created_by} {moment(matter.registered_at)}"),
        ("交办", moment(task.assigned_at)),
        ("提交", moment(task.submitted_at)),
        ("完成", moment(task.finished_at)),
        ("退回修改", f"{task.returned} 次" if task.returned else ""),
    ]
    return [(term, value) for term, value in known if value]


def moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


class TaskPrintView(TaskDetailView, MatterPrintView):
    template_name = "pilot/task_print.html"


class TaskMoveView(MoveView):
    kind = Task
    forms: ClassVar = MOVE_FORMS
    services: ClassVar = SERVICES


@require_http_methods(READ_AND_WRITE)
def task_new(request: PortalRequest) -> HttpResponse:
    """Write a task down. A second press of the button finds the task of the first."""
    if not writes_list(request.user):
        messages.error(request, NOT_YOURS)
        return redirect("pilot:list")
    form = TaskForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid() and not gives_pause(form):
        matter = services.register(by=request.user, **form.acts())
        messages.success(request, f"登记好了：{matter.number} {matter.title}。接着交办给牵头单位。")
        return redirect(matter)
    status = 400 if request.method == "POST" and not form.is_valid() else 200
    return render(request, "pilot/task_new.html", {"form": form}, status=status)


@require_http_methods(READ_AND_WRITE)
def task_import(request: PortalRequest) -> HttpResponse:
    """The year's list as a workbook: good rows are kept, of the others it says what to mend."""
    if not writes_list(request.user):
        messages.error(request, NOT_YOURS)
        return redirect("pilot:list")
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form, brought = ListForm(*given), None
    if request.method == "POST" and form.is_valid():
        brought = bring_in(form.cleaned_data["workbook"], by=request.user)
        if brought.unreadable:
            form.add_error("workbook", brought.unreadable)
    wrong = bool(form.errors or (brought and brought.wrong))
    context = {"form": form, "brought": brought}
    return render(request, "pilot/task_import.html", context, status=400 if wrong else 200)
