"""Which headers each answer must have."""

from governance.headers import HEADERS

STRICTER = {"Content-Security-Policy": ("sandbox; default-src 'none'",)}  # of files
# Names nobody and no matter; the browser keeps it, to suggest categories without a network.
KEPT = {"grids:wordlist": "private, no-cache"}


def wrong(response, name=""):
    """Headers of the answer that are not there, or looser than they must be."""
    found = {
        name: response.headers.get(name)
        for name, value in HEADERS.items()
        if name != "Cache-Control" and response.headers.get(name) not in (value, *STRICTER.get(name, ()))
    }
    kept = response.headers.get("Cache-Control", "")
    fine = "no-store" in kept or kept == KEPT.get(name)
    return found if fine else {**found, "Cache-Control": kept}
