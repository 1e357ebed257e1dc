"""At which steps of a case its reporter is told what (ux.md 7.3): a table, and nothing else.

Moves that go on inside, accepting, handing back, checking, are no news to a resident.
"""

TELLS = {
    "register": "received",
    "dispatch": "accepted",
    "decline": "declined",
    "approve": "delayed",
    "close": "answered",
}

# At these somebody says it in words, or says why not (T6): the portal has none of its own.
IN_WORDS = frozenset({"approve", "close"})
