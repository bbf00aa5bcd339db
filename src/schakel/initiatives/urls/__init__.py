"""The addresses of this app, by noun."""

from schakel.initiatives.urls import (
    campaigns,
    initiatives,
    needs,
    neighbours,
    people,
    places,
    scans,
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
    *vitality.urlpatterns,
]
