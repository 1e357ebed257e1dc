"""The door of residents: one first page and one page for codes, and a way in for each kind."""

from django.urls import path

from casework.views import residents
from disputes import resident_views as disputes
from petitions import resident_views as petitions

app_name = "residents"

urlpatterns = [
    path("", residents.home, name="home"),
    path("q/", residents.progress, name="progress"),
    path("mediate/", disputes.mediate, name="mediate"),
    path("petition/", petitions.file, name="petition"),
    path("petition/answer/", petitions.answer, name="petition_answer"),
]
