from django.urls import path

from pilot import fund_views, group_views, letter_views, meeting_views, survey_views, views
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
    path("meetings/", meeting_views.meetings, name="meetings"),
    path("meetings/new/", meeting_views.meeting_new, name="meeting_new"),
    path("meetings/<int:pk>/", meeting_views.meeting, name="meeting"),
    path("meetings/<int:pk>/edit/", meeting_views.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/decisions/", meeting_views.decision_new, name="decision_new"),
    path(
        "meetings/<int:pk>/decisions/<int:decision>/drop/", meeting_views.decision_drop, name="decision_drop"
    ),
    path("meetings/<int:pk>/issue/", meeting_views.meeting_issue, name="meeting_issue"),
    path("meetings/<int:pk>/give/", meeting_views.meeting_give, name="meeting_give"),
    path("meetings/<int:pk>/discard/", meeting_views.meeting_discard, name="meeting_discard"),
    path("funds/", fund_views.funds, name="funds"),
    path("funds/export/", fund_views.funds_export, name="funds_export"),
    path("funds/new/", fund_views.fund_new, name="fund_new"),
    path("funds/<int:pk>/", fund_views.fund, name="fund"),
    path("funds/<int:pk>/plan/", fund_views.plan_new, name="plan_new"),
    path("funds/plans/<int:pk>/", fund_views.plan_edit, name="plan_edit"),
    path("funds/plans/<int:pk>/spend/", fund_views.spending_new, name="spending_new"),
    path("funds/spendings/<int:pk>/back/", fund_views.spending_back, name="spending_back"),
    path("surveys/", survey_views.surveys, name="surveys"),
    path("surveys/new/", survey_views.survey_new, name="survey_new"),
    path("surveys/<int:pk>/", survey_views.survey, name="survey"),
    path("surveys/<int:pk>/results/", survey_views.survey_results, name="survey_results"),
    path("surveys/<int:pk>/publish/", survey_views.survey_publish, name="survey_publish"),
    path("surveys/<int:pk>/discard/", survey_views.survey_discard, name="survey_discard"),
    path("surveys/<int:pk>/export/", survey_views.survey_export, name="survey_export"),
    path("tasks/", views.TaskListView.as_view(), name="list"),
    path("tasks/new/", views.task_new, name="task_new"),
    path("tasks/import/", views.task_import, name="task_import"),
    path("tasks/<str:number>/", views.TaskDetailView.as_view(), name="detail"),
    path("tasks/<str:number>/print/", views.TaskPrintView.as_view(), name="print"),
    path("tasks/<str:number>/letters/", letter_views.letters, name="letters"),
    path("tasks/<str:number>/letters/sign/", letter_views.letter_sign, name="letter_sign"),
    path("tasks/<str:number>/letters/draft/<slug:format>/", letter_views.letter_draft, name="letter_draft"),
    path(
        "tasks/<str:number>/letters/<int:pk>/<slug:format>/", letter_views.letter_signed, name="letter_signed"
    ),
    *(
        path(f"tasks/<str:number>/{move.name}/", views.TaskMoveView.as_view(move=move.name), name=move.name)
        for move in TASK_FLOW
    ),
]
