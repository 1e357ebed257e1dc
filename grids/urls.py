from django.urls import path

from grids import views
from grids.workflow import CASE_FLOW

app_name = "grids"

urlpatterns = [
    path("", views.CaseListView.as_view(), name="list"),
    path("new/", views.case_new, name="new"),
    path("known/", views.case_known, name="known"),
    path("words/", views.wordlist, name="wordlist"),
    path("by-person/", views.by_person, name="by_person"),
    path("<str:number>/", views.CaseDetailView.as_view(), name="detail"),
    path("<str:number>/print/", views.CasePrintView.as_view(), name="print"),
    path("<str:number>/category/", views.case_category, name="category"),
    *(
        path(f"<str:number>/{move.name}/", views.CaseMoveView.as_view(move=move.name), name=move.name)
        for move in CASE_FLOW
    ),
]
