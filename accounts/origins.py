"""Where a request comes from, as far as signing in cares: address, known devices, browser. Pure."""

import hashlib
import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓手机"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)
HOME_NETWORK = 64  # an IPv6 subscriber has all addresses of such a network


@dataclass(frozen=True)
class Origin:
    """The address, the secrets of the device cookie, and the browser in a few words."""

    address: str = ""
    secrets: tuple[str, ...] = ()
    label: str = ""

    @property
    def group(self) -> str:
        return group(self.address)

    @property
    def digests(self) -> list[str]:
        """What is kept of the secrets: 128 random bits each, so that a plain hash is enough."""
        return [digest(secret) for secret in self.secrets]


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def group(address: str) -> str:
    """Whom the address stands for when tries are counted: itself, or the network of an IPv6 subscriber."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((int(found), HOME_NETWORK), strict=False))
    return str(found)


def behind_proxies(direct: str, forwarded: str, proxies: int) -> str:
    """The client's address: the last that was added to the list by a proxy of ours.

    What stands further left was written by the client and may be anything.
    """
    named = [part.strip() for part in forwarded.split(",") if part.strip()]
    return named[-proxies] if 0 < proxies <= len(named) else direct


def label(agent: str) -> str:
    """The browser in a few words, for its user to recognise; not enough to tell it from others."""
    found = [
        next((name for sign, name in signs if re.search(rf"\b{sign}", agent)), "")
        for signs in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, found)) or "没认出的浏览器"
