"""Text in a spreadsheet stays text, whatever it begins with: a program that opens the file runs nothing."""

# Full-width ones too: a Chinese Excel takes them for the others.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text for a CSV, with a quote before what would be taken for a formula; `restored` takes it away.

    A sign alone is no formula, and is often what somebody writes for “none”.
    """
    return f"'{text}" if len(text) > 1 and text.startswith(FORMULA_SIGNS) else text


def restored(text: str) -> str:
    """The text of a CSV's cell as it was before `harmless`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_SIGNS) else text
