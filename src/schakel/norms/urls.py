from django.urls import path

from schakel.norms import views

app_name = "norms"
urlpatterns = [
    path("normen/", views.index, name="list"),
    path("normen.json", views.index_json, name="list-json"),
    path("normen/<str:key>/", views.detail, name="detail"),
    path("normen/<str:key>.json", views.detail_json, name="json"),
    path("normen/<str:key>/nakijken/", views.verify, name="verify"),
    path("normen/<str:key>/wijzigen/", views.change, name="change"),
    path("normen/<str:key>/afwijken/", views.deviate, name="deviate"),
    path("normen/<str:key>/afwijken/<int:number>/stoppen/", views.end, name="end"),
]
