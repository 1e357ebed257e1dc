from django.urls import path

from disputes import resident_views as views

app_name = "residents"

urlpatterns = [
    path("", views.home, name="home"),
    path("mediate/", views.mediate, name="mediate"),
    path("q/", views.progress, name="progress"),
]
