import uuid

import factory
from django.utils import timezone

from schakel.dossiers.models import Dossier
from schakel.dossiers.services import _short_id
from tests.factories.areas import AreaFactory
from tests.factories.people import MunicipalityFactory


class DossierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dossier

    id = factory.LazyFunction(uuid.uuid4)
    kind = "round"
    short_id = factory.LazyAttribute(lambda dossier: _short_id(dossier.id))
    municipality = factory.SubFactory(MunicipalityFactory)
    area = factory.SubFactory(AreaFactory)
    title = factory.Sequence(lambda n: f"Geld voor de buurt {n}")
    purpose = "Bewoners verdelen samen het geld van hun wijk."
    owner = factory.SelfAttribute("municipality")
    created = factory.LazyFunction(timezone.now)
