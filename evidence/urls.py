from django.urls import path

from evidence.views.file import download
from evidence.views.preview import preview

app_name = "evidence"
urlpatterns = [
    path("evidence/file/<int:pk>/", download, name="file"),
    path("evidence/file/<int:pk>/preview.png", preview, name="preview"),
]
