from django.urls import path

from evidence.views.file import download

app_name = "evidence"
urlpatterns = [
    path("evidence/file/<int:pk>/", download, name="file"),
]
