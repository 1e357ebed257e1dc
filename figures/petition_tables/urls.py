from django.urls import path

from figures.petition_tables import views

app_name = "petition_tables"

urlpatterns = [
    path("", views.tables, name="tables"),
    path("export/", views.export, name="export"),
]
