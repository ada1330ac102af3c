"""Forms to be filled in at a stop: XLSForm and ODK, by kind of asset, in the team's languages.

What a form sends back is named as the fields of `model.missions.Visit` are: `asset`, `team`, `at`, `observer`,
`outcome`, `reason`, `position`, in the group `condition` `grade`, `extent`, `effects`, `causes`, `threats`, `urgent`
(each with `_other`) and what its kind alone asks; the repeats `photos` (`photo`, `shows`, `view`, `earlier`) and
`witnesses`
(`quoted`, `statement`, `named`, `witness`); `notes`.
"""

from tutela.missions.forms.kinds import FormKind, answer_lists, form_kind, form_kinds
from tutela.missions.forms.questions import Asked, Question, questions
from tutela.missions.forms.wording import form_languages, wording, wordings_for
from tutela.missions.forms.xlsform import Form, build_form, form_sheets

__all__ = [
    "Asked",
    "Form",
    "FormKind",
    "Question",
    "answer_lists",
    "build_form",
    "form_kind",
    "form_kinds",
    "form_languages",
    "form_sheets",
    "questions",
    "wording",
    "wordings_for",
]
