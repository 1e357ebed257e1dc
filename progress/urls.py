from django.urls import path

from progress import office_views, views

app_name = "progress"

urlpatterns = [
    path("", views.home, name="home"),
    path("items/", office_views.items, name="items"),
    path("items/new/", office_views.item_new, name="item_new"),
    path("items/<int:pk>/retire/", office_views.item_retire, name="item_retire"),
    path("rows/<int:pk>/amend/", views.amend, name="amend"),
    path("amendments/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<str:quarter>/", office_views.overview, name="overview"),
    path("<str:quarter>/open/", office_views.open_quarter, name="open"),
    path("<str:quarter>/close/", office_views.close, name="close"),
    path("<str:quarter>/export/", office_views.export, name="export"),
    path("<str:quarter>/<int:unit>/", views.sheet, name="sheet"),
    path("<str:quarter>/<int:unit>/answer/", views.answer, name="answer"),
    path("<str:quarter>/<int:unit>/paste/", views.paste, name="paste"),
    path("<str:quarter>/<int:unit>/return/", views.send_back, name="send_back"),
    path("<str:quarter>/<int:unit>/<str:deed>/", views.press, name="press"),
]
