from django.urls import path

from casework import views

app_name = "casework"

urlpatterns = [
    path("todo/", views.todo, name="todo"),
    path("notices/", views.notice_list, name="notices"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("joined/", views.joined_list, name="joined"),
    path("people/<int:pk>/", views.reveal, name="reveal"),
    path("files/<int:pk>/", views.attachment, name="attachment"),
    path("files/<int:pk>/<slug:size>/", views.attachment, name="attachment_small"),
]
