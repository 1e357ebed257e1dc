from django.urls import path

from petitions import views
from petitions.workflow import PETITION_FLOW

app_name = "petitions"

urlpatterns = [
    path("", views.PetitionListView.as_view(), name="list"),
    path("new/", views.petition_new, name="new"),
    path("by-person/", views.by_person, name="by_person"),
    path("<str:number>/slip/", views.slip, name="slip"),
    path("<str:number>/", views.PetitionDetailView.as_view(), name="detail"),
    *(
        path(f"<str:number>/{move.name}/", views.PetitionMoveView.as_view(move=move.name), name=move.name)
        for move in PETITION_FLOW
    ),
]
