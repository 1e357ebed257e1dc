from django.urls import path

from petitions import hearing_views, paper_views, reception_views, supervision_views, views
from petitions.workflow import PETITION_FLOW

app_name = "petitions"

urlpatterns = [
    path("", views.PetitionListView.as_view(), name="list"),
    path("new/", views.petition_new, name="new"),
    path("by-person/", views.by_person, name="by_person"),
    path("supervision/", supervision_views.supervision, name="supervision"),
    path("receptions/", reception_views.receptions, name="receptions"),
    path("receptions/<int:pk>/call-off/", reception_views.call_off, name="reception_off"),
    path("<str:number>/slip/", views.slip, name="slip"),
    path("<str:number>/", views.PetitionDetailView.as_view(), name="detail"),
    path("<str:number>/papers/", paper_views.paper_list, name="papers"),
    path("<str:number>/papers/named/", paper_views.paper_named, name="paper_named"),
    path("<str:number>/papers/signed/<int:pk>/<slug:format>/", paper_views.paper_signed, name="paper_signed"),
    path("<str:number>/papers/<slug:kind>/<int:about>/sign/", paper_views.paper_sign, name="paper_sign"),
    path(
        "<str:number>/papers/<slug:kind>/<int:about>/<slug:format>/",
        paper_views.paper_draft,
        name="paper_draft",
    ),
    *(
        path(f"<str:number>/{deed}/", supervision_views.act, {"deed": deed}, name=deed)
        for deed in supervision_views.ACTS
    ),
    path("<str:number>/print/", views.PetitionPrintView.as_view(), name="print"),
    path("<str:number>/hearing/", hearing_views.plan, name="plan_hearing"),
    path("<str:number>/hearing/<int:pk>/call-off/", hearing_views.call_off, name="call_hearing_off"),
    path("<str:number>/feedback/<int:pk>/", supervision_views.feedback, name="feedback"),
    path("<str:number>/charge/<int:pk>/", supervision_views.go_on, name="go_on"),
    *(
        path(f"<str:number>/{move.name}/", views.PetitionMoveView.as_view(move=move.name), name=move.name)
        for move in PETITION_FLOW
    ),
]
