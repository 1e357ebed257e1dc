"""Ways out of the portal: each takes a parcel, and says by its error whether anything may have left."""

from casework.channels.mail import Mail
from casework.channels.parcels import Channel, Parcel
from casework.channels.robots import DingTalk, WeCom
from casework.channels.sms import FileGateway, HttpGateway

__all__ = ["Channel", "Parcel", "channel"]


def channel(name: str) -> Channel:
    """The channel of this name (Message.Channel), as the settings make it."""
    return {"email": Mail, "sms": sms_gateway, "wecom": WeCom, "dingtalk": DingTalk}[name]()


def sms_gateway() -> Channel:
    """The county's gateway; where it has none, messages are written to files."""
    from django.conf import settings

    return HttpGateway(settings.SMS_GATEWAY) if settings.SMS_GATEWAY else FileGateway(settings.SMS_FILE_PATH)
