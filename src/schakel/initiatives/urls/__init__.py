"""The addresses of this app, by noun."""

from schakel.initiatives.urls import initiatives, needs, people, scans

app_name = "initiatives"
urlpatterns = [
    *initiatives.urlpatterns,
    *needs.urlpatterns,
    *people.urlpatterns,
    *scans.urlpatterns,
]
