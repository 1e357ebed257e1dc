from django.urls import path

from admission import filling_views, views

app_name = "admission"

urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("columns/<int:pk>/", filling_views.values, name="values"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/settle/", views.settle, name="settle"),
    path("<int:pk>/export/", filling_views.export, name="export"),
    path("<int:pk>/fill/<int:unit>/", filling_views.fill, name="fill"),
    path("<int:pk>/<str:deed>/", views.press, name="press"),
]
