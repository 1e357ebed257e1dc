"""At which steps of a dispute the one who applied is told what (ux.md 7.3)."""

TELLS = {
    "register": "received",
    "accept": "accepted",
    "decline": "declined",
    "file": "answered",
}

# At these somebody says it in words, or says why not (T6).
IN_WORDS = frozenset({"decline"})
