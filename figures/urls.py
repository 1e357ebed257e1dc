from django.urls import path

from figures import views

app_name = "figures"

urlpatterns = [
    path("", views.board, name="board"),
    path("roll-up/", views.roll_up, name="roll_up"),
]
