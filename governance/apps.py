from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """Django's admin site, with authority from duties alone."""

    default_site = "accounts.administration.PortalAdminSite"
