"""Forms of quarterly returns: rows answered, a block pasted, rows returned, values amended, items asked."""

from progress.forms.answering import AmendForm, AnswerForm, NotesForm, PasteForm
from progress.forms.items import ItemForm

__all__ = ["AmendForm", "AnswerForm", "ItemForm", "NotesForm", "PasteForm"]
