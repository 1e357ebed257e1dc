from django.urls import path

from figures import views
from figures.one_page.views import one_page

app_name = "figures"

urlpatterns = [
    path("", views.board, name="board"),
    path("one-page/", one_page, name="one_page"),
    path("roll-up/", views.roll_up, name="roll_up"),
]
