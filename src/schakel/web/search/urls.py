from django.urls import path

from schakel.web.search import views

app_name = "search"
urlpatterns = [
    path("zoeken/", views.index, name="index"),
    path("zoeken.json", views.index_json, name="json"),
]
