from django.urls import path

from stability import paper_views, views
from stability.workflow import STABILITY_FLOW

app_name = "stability"

urlpatterns = [
    path("", views.StabilityListView.as_view(), name="list"),
    path("new/", views.stability_new, name="new"),
    path("catalogue/<int:year>/", views.catalogue, name="catalogue"),
    path("catalogue/<int:year>/export/", views.catalogue_export, name="export"),
    path("<str:number>/", views.StabilityDetailView.as_view(), name="detail"),
    path("<str:number>/print/", views.StabilityPrintView.as_view(), name="print"),
    path("<str:number>/signals/", views.signals, name="signals"),
    path("<str:number>/papers/", paper_views.papers, name="papers"),
    path("<str:number>/papers/sign/", paper_views.sign, name="sign"),
    path("<str:number>/papers/draft/<slug:format>/", paper_views.draft, name="draft"),
    path("<str:number>/papers/signed/<int:pk>/<slug:format>/", paper_views.signed, name="signed"),
    *(
        path(f"<str:number>/{move.name}/", views.StabilityMoveView.as_view(move=move.name), name=move.name)
        for move in STABILITY_FLOW
    ),
]
