"""What a browser may do with our pages, said with every answer: pages, errors, files, static files, admin."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Scripts and style sheets come from our own files and from nowhere else: none inline, none by eval.
# blob: is a photo's preview, made in the browser before it is sent.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

# The place is asked once by the form that logs a case. The camera button opens the phone's own camera,
# which is no camera of the page.
ASKED = ("geolocation",)
REFUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "sync-xhr",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join([*(f"{name}=(self)" for name in ASKED), *(f"{name}=()" for name in REFUSED)])

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # the numbers in our addresses go nowhere else
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # What nobody said may be kept is not kept: a shared computer, a proxy, the back button after leaving.
    "Cache-Control": "private, no-store",
}


class SafetyHeadersMiddleware:
    """Send these headers with every answer that did not choose stricter ones itself.

    It stands first, so that answers of the other middleware and of broken ones get them too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
