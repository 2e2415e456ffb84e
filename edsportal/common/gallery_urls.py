from django.urls import path

from edsportal.common.views.gallery import components

app_name = "design"
urlpatterns = [path("components/", components, name="components")]
