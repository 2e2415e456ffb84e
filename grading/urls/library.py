"""An organisation's library of evidence, and last year's for an assessment."""

from django.urls import path

from grading.views.library.bulk import export, loading
from grading.views.library.item import adding, changing, item
from grading.views.library.listing import library
from grading.views.library.reuse import reuse
from grading.views.library.typed_figures import retyping, typing

HERE = "work/organisation/<str:ods_code>/evidence/"
urlpatterns = [
    path(HERE, library, name="evidence_library"),
    path(f"{HERE}add/", adding, name="add_to_library"),
    path(f"{HERE}figures/", typing, name="type_figures"),
    path(f"{HERE}<int:item_pk>/figures/", retyping, name="retype_figures"),
    path(f"{HERE}load/", loading, name="load_evidence"),
    path(f"{HERE}export/", export, name="export_evidence"),
    path(f"{HERE}<int:item_pk>/", item, name="evidence_item"),
    path(f"{HERE}<int:item_pk>/change/", changing, name="change_in_library"),
    path("work/<int:pk>/evidence/reuse/", reuse, name="reuse_evidence"),
]
