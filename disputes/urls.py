from django.urls import path

from disputes import dossier_views, template_views, views
from disputes.workflow import DISPUTE_FLOW

app_name = "disputes"

urlpatterns = [
    path("", views.DisputeListView.as_view(), name="list"),
    path("new/", views.dispute_new, name="new"),
    path("by-person/", views.by_person, name="by_person"),
    path("templates/", template_views.template_list, name="templates"),
    path("templates/<slug:paper>/", template_views.template, name="template"),
    path("templates/<slug:paper>/default/", template_views.template_default, name="template_default"),
    path("templates/<slug:paper>/start/", template_views.template_start, name="template_start"),
    path("templates/<slug:paper>/<int:version>/", template_views.template_version, name="template_version"),
    path("<str:number>/", views.DisputeDetailView.as_view(), name="detail"),
    path("<str:number>/print/", views.DisputePrintView.as_view(), name="print"),
    path("<str:number>/dossier/", dossier_views.dossier, name="dossier"),
    path("<str:number>/dossier/full/", dossier_views.paper_full, name="paper_full"),
    path("<str:number>/dossier/bind/", dossier_views.bind, name="bind"),
    path("<str:number>/dossier/bound/<int:pk>/", dossier_views.volume, name="volume"),
    path("<str:number>/dossier/<slug:paper>/<slug:format>/", dossier_views.paper, name="paper"),
    *(
        path(f"<str:number>/{move.name}/", views.DisputeMoveView.as_view(move=move.name), name=move.name)
        for move in DISPUTE_FLOW
    ),
]
