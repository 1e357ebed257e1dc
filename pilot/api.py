from django.core.exceptions import PermissionDenied
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from casework.api import MatterSerializer, MatterViewSet, acts
from pilot import services
from pilot.forms import MOVE_FORMS, TaskForm
from pilot.models import Task
from pilot.models.group import writes_list
from pilot.services.giving import NOT_YOURS
from pilot.workflow import TASK_FLOW

OWN = ("year", "text", "task_source", "lead", "due_on", "evidence", "result", "returned")


class TaskSerializer(MatterSerializer):
    """A task on its own: the matter, and what is particular to it."""

    year = serializers.ReadOnlyField(source="task.year")
    text = serializers.ReadOnlyField(source="task.text")
    task_source = serializers.ReadOnlyField(source="task.source")
    lead = serializers.ReadOnlyField(source="task.lead_id")
    due_on = serializers.ReadOnlyField(source="task.due_on")
    evidence = serializers.ReadOnlyField(source="task.evidence")
    result = serializers.ReadOnlyField(source="task.result")
    returned = serializers.ReadOnlyField(source="task.returned")

    class Meta(MatterSerializer.Meta):
        fields = [*MatterSerializer.Meta.fields, *OWN]
        read_only_fields = fields


class TaskViewSet(MatterViewSet):
    """Tasks: list, read, register (POST), and one POST action per move."""

    kind = Task
    serializer_class = TaskSerializer

    def create(self, request: Request) -> Response:
        """Write a task down, checked by the site's own form."""
        if not writes_list(request.user):
            raise PermissionDenied(NOT_YOURS)
        form = TaskForm(request.data, user=request.user)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        matter = services.register(by=request.user, **form.acts())
        return Response(self.serializer_class(matter).data, status=status.HTTP_201_CREATED)


acts(TaskViewSet, TASK_FLOW, MOVE_FORMS, services)
