from django.urls import path

from schakel.processes import views

app_name = "processes"
urlpatterns = [path("werklijst/", views.index, name="worklist")]
