"""Which form each move of an assessment asks by."""

from casework.forms import MoveForm
from casework.forms.moves import LinkForm, NoteForm, ReasonedForm, SuperviseForm
from stability.dictionaries import Decision, Dimension, Fault, Level, Method
from stability.forms import deciding, hearing

MOVE_FORMS: dict[str, type[MoveForm]] = {
    "plan": hearing.PlanForm,
    "exempt": deciding.ExemptForm,
    "drop": ReasonedForm,
    "consult": hearing.ConsultForm,
    "hear": hearing.HearForm,
    "ask_expert": hearing.ExpertForm,
    "examine": hearing.ExamineForm,
    "identify": hearing.IdentifyForm,
    "prevent": hearing.PreventForm,
    "analyse": NoteForm,
    "set_level": deciding.LevelForm,
    "report": deciding.ReportForm,
    "send_legality": deciding.SendLegalityForm,
    "legality": deciding.LegalityForm,
    "fulfil": deciding.FulfilForm,
    "reevaluate": deciding.ReevaluateForm,
    "adjust": deciding.AnewForm,
    "review": deciding.ReviewForm,
    "file": deciding.FileForm,
    "decide": deciding.DecideForm,
    "track": NoteForm,
    "check_up": deciding.CheckUpForm,
    "reopen": deciding.AnewForm,
    "post_assess": deciding.PostAssessForm,
    "account": deciding.AccountForm,
    "close": NoteForm,
    "supervise": SuperviseForm,
    "lift": NoteForm,
    "link": LinkForm,
}
REASONS = {
    **dict(Method.choices),
    **dict(Dimension.choices),
    **dict(Level.choices),
    **dict(Decision.choices),
    **dict(Fault.choices),
}
