from django.urls import path

from stakeholders.views.demo_sign_in import demo_sign_in

app_name = "stakeholders"
urlpatterns = [
    path("demo/sign-in/<str:token>/", demo_sign_in, name="demo_sign_in"),
]
