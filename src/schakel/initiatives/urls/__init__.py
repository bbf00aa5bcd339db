"""The addresses of this app, by noun."""

from schakel.initiatives.urls import initiatives, scans

app_name = "initiatives"
urlpatterns = [
    *initiatives.urlpatterns,
    *scans.urlpatterns,
]
