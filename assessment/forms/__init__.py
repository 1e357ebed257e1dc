from assessment.forms.runs import AnswerForm, AppealForm, CorrectionForm, EntryForm, NoteForm, QuarterForm
from assessment.forms.schemes import DocumentForm, DraftForm, WorkbookForm

__all__ = [
    "AnswerForm",
    "AppealForm",
    "CorrectionForm",
    "DocumentForm",
    "DraftForm",
    "EntryForm",
    "NoteForm",
    "QuarterForm",
    "WorkbookForm",
]
