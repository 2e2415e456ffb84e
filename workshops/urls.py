"""Workshops: joining by the code on the screen, and leading the room."""

from django.urls import path

from workshops.views import (
    dictated,
    group_reply,
    joining,
    leading,
    paper,
    table,
    together,
    workshop,
)

app_name = "workshops"
ONE = "work/<int:pk>/workshops/<int:workshop_pk>/"
urlpatterns = [
    path("w/", joining.code, name="code"),
    path("w/<str:code>/", joining.join, name="join"),
    path("grade/together/", together.together, name="together"),
    path("grade/together/<int:pk>/", together.together_answer, name="together_answer"),
    path("grade/together/<int:pk>/take-back/", together.take_back, name="take_back_together"),
    path("grade/replies/<int:pk>/together/", group_reply.group_reply, name="group_reply"),
    path("grade/workshop/", joining.now, name="now"),
    path("work/<int:pk>/workshops/", workshop.workshops, name="workshops"),
    path("work/<int:pk>/workshops/new/", workshop.planning, name="plan"),
    path(ONE, workshop.workshop, name="workshop"),
    path(f"{ONE}open/", workshop.opening, name="open"),
    path(f"{ONE}close/", workshop.closing, name="close"),
    path(f"{ONE}timer/", leading.timing, name="timer"),
    path(f"{ONE}questions/<int:question_pk>/", leading.going_on, name="go_on"),
    path(f"{ONE}questions/<int:question_pk>/show/", leading.revealing, name="reveal"),
    path(f"{ONE}screen/", leading.screen, name="screen"),
    path(f"{ONE}screen/counts/", leading.screen_counts, name="screen_counts"),
    path(f"{ONE}questions/<int:question_pk>/table/", table.table_answer, name="table_answer"),
    path("work/<int:pk>/paper/", paper.papers, name="papers"),
    path("work/<int:pk>/paper/print/", paper.printing, name="print_paper"),
    path("work/<int:pk>/paper/packs/<int:first>-<int:last>/", paper.packs, name="packs"),
    path("work/<int:pk>/paper/packs/<int:first>-<int:last>.pdf", paper.packs_pdf, name="packs_pdf"),
    path("work/<int:pk>/paper/<str:serial>/", paper.typing, name="type_paper"),
    path("work/<int:pk>/telephone/", dictated.phone, name="phone"),
    path("work/<int:pk>/telephone/<int:group_pk>/", dictated.phone_answers, name="phone_answers"),
]
