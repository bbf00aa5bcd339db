"""The addresses of this app, by noun."""

from schakel.initiatives.urls import initiatives, people, scans

app_name = "initiatives"
urlpatterns = [
    *initiatives.urlpatterns,
    *people.urlpatterns,
    *scans.urlpatterns,
]
