from django.urls import path

from schakel.initiatives.views import public

app_name = "initiatives"
urlpatterns = [
    path("initiatieven/", public.initiatives, name="list"),
    path("initiatief/<slug:address>/", public.detail, name="detail"),
]
