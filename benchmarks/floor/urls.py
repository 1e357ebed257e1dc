from django.urls import path

from benchmarks.floor import views

urlpatterns = [
    path("healthz", views.hello),
    path("hello/", views.hello),
    path("list/", views.matter_list),
    path("detail/<str:number>/", views.detail),
    path("new/", views.new),
    path("search/", views.search),
    path("board/", views.board),
]
