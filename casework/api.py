"""The API of every kind: read matters and move them. No PUT: a matter changes by its moves alone."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db.models import Model
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, ParseError, PermissionDenied
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.views import exception_handler as default_handler
from rest_framework.viewsets import ReadOnlyModelViewSet

from casework.exceptions import IllegalMove
from casework.kinds import kind_of
from casework.models import Matter
from casework.models.finding import Hits, Narrowed, Words, find
from casework.selectors.todo import Block, todo
from casework.workflow import Move, Workflow
from security import clock

ROWS = 100  # of the to-do list


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "提交的内容太大，没有收下。删短一点，或少带几张照片，再提交一次。"


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """A move out of turn is a conflict, not a server error; what is too large to be read says so."""
    if isinstance(error, IllegalMove):
        return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
    if isinstance(error, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        error = TooLarge()
    if isinstance(error, PermissionDenied) and str(error.detail).startswith("CSRF"):
        error = PermissionDenied("请求里没有有效的 CSRF 令牌，没有提交。从登录后的页面取令牌，再提交一次。")
    return default_handler(error, context)


class ObjectParser(JSONParser):
    """JSON as our forms can read it: an object of plain values, of text that can be written down."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> dict[str, Any]:
        sent = parser_context["request"].headers.get("Content-Length")
        if int(sent or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge  # Django weighs forms alone
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair is no character
        except (RecursionError, UnicodeEncodeError) as error:
            raise ParseError("JSON 里有写不下来的字符，或者层数太多。") from error
        if not isinstance(data, dict) or not is_flat(data.values()):
            raise ParseError('JSON 要是一个对象，里面只有文字、数字和它们的列表，例如 {"text": "…"}。')
        return data


def is_flat(values: Iterable[Any]) -> bool:
    """Plain values, and lists of them: no field of ours is deeper, and what is deeper costs time to read."""
    inner = (part for value in values for part in (value if isinstance(value, list) else [value]))
    return not any(isinstance(part, dict | list) for part in inner)


class MatterSerializer(serializers.ModelSerializer):
    """A matter in a list: what all kinds share. Read only: writing goes through the forms of the moves."""

    class Meta:
        model = Matter
        fields: ClassVar[list[str]] = [
            "number",
            "kind",
            "title",
            "status",
            "area",
            "unit",
            "holder",
            "due_at",
            "version",
        ]
        read_only_fields = fields


class TodoView(APIView):
    """待办: the same blocks, in the same order, with the same count as the page and the menu."""

    def get(self, request: Request) -> Response:
        blocks, waiting = todo(user=request.user, now=clock.now(), limit=ROWS)
        return Response({"count": waiting.count, "blocks": [told(block) for block in blocks]})


def told(block: Block) -> dict[str, Any]:
    """A block of the to-do list as the API gives it."""
    return {
        "key": block.key,
        "label": block.label,
        "count": block.count,
        "rows": [
            {
                "number": row.matter.number,
                "title": row.matter.title,
                "light": row.light.words,
                "note": row.note,
                "move": row.move.name if row.move else None,
            }
            for row in block.rows
        ],
        "errands": [{"what": one.what, "light": one.light.words, "url": one.url} for one in block.errands],
    }


class MatterViewSet(ReadOnlyModelViewSet):
    """Out of scope is 404; no duty 403; out of turn 409; invalid 400."""

    kind: ClassVar[type[Model]]
    parser_classes = (ObjectParser, FormParser, MultiPartParser)
    lookup_field = "number"
    hits: Hits | None = None  # where words were looked for

    def get_queryset(self) -> Any:
        return Matter.objects.of(self.kind).visible_to(self.request.user).for_list()

    def filter_queryset(self, queryset: Any) -> Any:
        """The list may be asked for words (`q`), which are looked for as everywhere: the newest first."""
        words = Words.of(self.request.query_params.get("q", ""))
        if self.detail or not words.said:
            return queryset
        if words.problem:
            raise serializers.ValidationError({"q": [words.problem]})
        self.hits = find(words, Narrowed(kind=kind_of(self.kind)))
        return queryset.filter(pk__in=self.hits.keys).newest()

    def get_paginated_response(self, data: Any) -> Response:
        """What was looked for says whether there is more than is listed."""
        response = super().get_paginated_response(data)
        if self.hits:
            response.data["more"] = self.hits.more
        return response

    def get_serializer_class(self) -> Any:
        return self.serializer_class if self.detail else MatterSerializer

    def move(self, name: str, form_class: Any, service: Any) -> Response:
        """The site's form checks what the API is given, so both ask for the same."""
        matter = self.get_object()
        matter.flow.check(name, matter, by=self.request.user)
        form = form_class(self.request.data, self.request.FILES, matter=matter, user=self.request.user)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        matter = service(matter, by=self.request.user, **form.acts())
        return Response(self.get_serializer(matter).data)


def acts(viewset: type[MatterViewSet], flow: Workflow, forms: Mapping[str, Any], services: Any) -> None:
    """Give the viewset one POST action for each move of its table."""
    for move in flow:
        act = action_of(move, forms[move.name], getattr(services, move.name))
        setattr(viewset, act.__name__, act)


def action_of(move: Move, form: Any, service: Any) -> Any:
    """The API action of one move."""

    def post(self: MatterViewSet, request: Request, number: str) -> Response:
        return self.move(move.name, form, service)

    post.__name__ = f"make_move_{move.name}"  # some names are the framework's own
    post.__doc__ = move.label
    return action(detail=True, methods=["post"], url_path=move.name, url_name=move.name)(post)
