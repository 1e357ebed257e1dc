from django.urls import path

from pilot import group_views, views
from pilot.workflow import TASK_FLOW

app_name = "pilot"

urlpatterns = [
    path("group/", group_views.group, name="group"),
    path("group/draft/", group_views.draft, name="draft"),
    path("group/<int:pk>/", group_views.version, name="version"),
    path("group/<int:pk>/adopt/", group_views.adopt, name="adopt"),
    path("group/<int:pk>/discard/", group_views.discard, name="discard"),
    path("group/<int:pk>/<str:part>/", group_views.line_new, name="line_new"),
    path("group/<int:pk>/<str:part>/<int:line>/drop/", group_views.line_drop, name="line_drop"),
    path("tasks/", views.TaskListView.as_view(), name="list"),
    path("tasks/new/", views.task_new, name="task_new"),
    path("tasks/import/", views.task_import, name="task_import"),
    path("tasks/<str:number>/", views.TaskDetailView.as_view(), name="detail"),
    path("tasks/<str:number>/print/", views.TaskPrintView.as_view(), name="print"),
    *(
        path(f"tasks/<str:number>/{move.name}/", views.TaskMoveView.as_view(move=move.name), name=move.name)
        for move in TASK_FLOW
    ),
]
