from django.urls import path

from objectives.views.objective import adding_action, adding_objective, doing_action, plan

app_name = "objectives"
urlpatterns = [
    path("work/<int:pk>/objectives/", plan, name="plan"),
    path("work/<int:pk>/objectives/new/", adding_objective, name="add_objective"),
    path("work/<int:pk>/objectives/actions/new/", adding_action, name="add_action"),
    path(
        "work/<int:pk>/objectives/actions/<int:action_pk>/done/", doing_action, name="action_done"
    ),
]
