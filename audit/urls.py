from django.urls import path

from audit import views

app_name = "audit"

urlpatterns = [
    path("", views.entry_list, name="list"),
    path("head/", views.head, name="head"),
    path("export/", views.export, name="export"),
    path("extracts/<int:pk>/", views.extract, name="extract"),
]
