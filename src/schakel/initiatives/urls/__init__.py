"""The addresses of this app, by noun."""

from schakel.initiatives.urls import (
    campaigns,
    initiatives,
    needs,
    neighbours,
    people,
    places,
    scans,
    starters,
    vitality,
)

app_name = "initiatives"
urlpatterns = [
    *campaigns.urlpatterns,
    *initiatives.urlpatterns,
    *needs.urlpatterns,
    *neighbours.urlpatterns,
    *people.urlpatterns,
    *places.urlpatterns,
    *scans.urlpatterns,
    *starters.urlpatterns,
    *vitality.urlpatterns,
]
