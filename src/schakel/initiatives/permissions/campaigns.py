"""Who asks a neighbourhood something: somebody who speaks for a party; it keeps the answers."""

from schakel.dossiers.permissions import acts_for_owner
from schakel.initiatives.permissions.places import may_add_here

may_begin = may_add_here
may_keep = acts_for_owner
