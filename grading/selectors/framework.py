"""Reading editions."""

from django.db.models import QuerySet

from grading.models import Framework


def frameworks_to_start_with() -> QuerySet[Framework]:
    """Every loaded edition, the newest key first, so that the one in force leads the list."""
    return Framework.objects.order_by("-key")
