from django.urls import path

from figures.dispute_tables import views

app_name = "dispute_tables"

urlpatterns = [
    path("", views.tables, name="tables"),
    path("export/", views.export, name="export"),
]
