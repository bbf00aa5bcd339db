from django.urls import path

from schakel.voice import views

app_name = "voice"
urlpatterns = [
    path("stemmen/", views.vote_list, name="list"),
    path("stemmen.json", views.vote_list_json, name="list-json"),
    path("stemmen/<str:address>/", views.code, name="code"),
    path("stemmen/<str:address>/keuze/", views.choice, name="choice"),
    path("stemmen/<str:address>/nakijken/", views.check, name="check"),
    path("stemmen/<str:address>/klaar/", views.done, name="done"),
]
