"""The forms of this app, by noun."""

from schakel.initiatives.forms.office import AgainForm
from schakel.initiatives.forms.owners import CopyForm, GroupForm, MilestoneForm, PageForm
from schakel.initiatives.forms.parts import AreaForm, EmailForm, PublicForm, ReasonForm
from schakel.initiatives.forms.telling import DreamForm

__all__ = [
    "AgainForm",
    "AreaForm",
    "CopyForm",
    "DreamForm",
    "EmailForm",
    "GroupForm",
    "MilestoneForm",
    "PageForm",
    "PublicForm",
    "ReasonForm",
]
