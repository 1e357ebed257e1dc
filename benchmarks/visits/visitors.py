"""Who visits."""

from django.test import Client

from accounts.models import User
from benchmarks.visits.visiting import TOKEN


def signed_in(user: User) -> str:
    """The cookies of somebody who has signed in as this user."""
    client = Client()
    client.force_login(user)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {"csrftoken": TOKEN}
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
