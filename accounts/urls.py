from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts.services import Step
from accounts.views import authenticator, me, password, sign_in, stays

app_name = "accounts"

urlpatterns = [
    path("login/code/", sign_in.code, name=Step.CODE),
    path("login/new-password/", sign_in.new_password, name=Step.NEW_PASSWORD),
    path("login/bind/", sign_in.bind, name=Step.BIND),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("confirm/", password.confirm, name="confirm"),
    path("me/", me.me, name="me"),
    path("me/text-size/", me.text_size, name="text_size"),
    path("me/keys/", me.keys, name="keys"),
    path("me/password/", password.password, name="password"),
    path("me/stays/", stays.stays, name="stays"),
    path("me/stays/end-others/", stays.end_others, name="end_others"),
    path("me/stays/<int:pk>/end/", stays.end_stay, name="end_stay"),
    path("me/authenticator/", authenticator.authenticator, name="authenticator"),
    path("me/authenticator/bind/", authenticator.bind, name="bind_mine"),
    path("me/authenticator/codes/", authenticator.new_codes, name="new_codes"),
    path("me/authenticator/unbind/", authenticator.unbind, name="unbind"),
]
