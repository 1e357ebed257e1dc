from django.urls import path

from activities import coverage_views, views
from activities.books import BOOKS

app_name = "activities"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("coverage/", coverage_views.coverage, name="coverage"),
    path("coverage/new/", coverage_views.scheme_new, name="scheme_new"),
    path("resolutions/<int:pk>/step/", views.step, name="step"),
    path("creations/<int:pk>/check/", views.check, name="check"),
    path("creations/<int:pk>/accept/", views.accept, name="accept"),
    *(
        path(f"{key}/{tail}", view, {"book": key}, name=f"{key}{name}")
        for key in BOOKS
        for tail, view, name in (
            ("", views.ledger, ""),
            ("new/", views.new, "_new"),
            ("export/", views.export, "_export"),
            ("<int:pk>/", views.entry, "_entry"),
            ("<int:pk>/correct/", views.correct, "_correct"),
            ("<int:pk>/withdraw/", views.withdraw, "_withdraw"),
        )
    ),
]
