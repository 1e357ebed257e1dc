"""At which steps of a petition the petitioner is told what (ux.md 7.3, XF-70)."""

TELLS = {
    "register": "received",
    "accept": "accepted",
    "guide": "declined",
    "confirm_refusal": "declined",
    "confirm_decline": "declined",
    "reply": "answered",
    "issue": "answered",
}

# At these somebody says it in words, or says why not (T6).
IN_WORDS = frozenset({"guide", "confirm_refusal", "confirm_decline"})
