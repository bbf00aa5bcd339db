"""Who may make, hand out codes for, and close a ballot box."""

import rules

from schakel.people.permissions import acts_for_municipality, covers_area, is_official, is_system

may_manage: rules.Predicate = is_system | (is_official & acts_for_municipality & covers_area)
