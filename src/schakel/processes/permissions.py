"""Who has a work list: an office that answers for dossiers."""

from schakel.people.permissions import is_official

may_see_worklist = is_official
