"""The addresses of this app, by noun."""

from schakel.initiatives.urls import campaigns, initiatives, needs, people, places, scans

app_name = "initiatives"
urlpatterns = [
    *campaigns.urlpatterns,
    *initiatives.urlpatterns,
    *needs.urlpatterns,
    *people.urlpatterns,
    *places.urlpatterns,
    *scans.urlpatterns,
]
