from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "单位和人员"

    def ready(self) -> None:
        import accounts.receivers  # noqa: F401 - hears of everybody who signs in or out
