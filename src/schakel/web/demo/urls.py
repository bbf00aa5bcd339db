from django.urls import path

from schakel.web.demo import views

app_name = "demo"
urlpatterns = [
    path("mensen/", views.people, name="people"),
    path("mensen/word/", views.signin, name="signin"),
    path("code/", views.code, name="code"),
    path("post/", views.outbox, name="outbox"),
]
