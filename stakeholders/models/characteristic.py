from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders.models.organisation import Organisation


class Characteristic(models.Model):
    """A group people may belong to: one of the Equality Act's nine, or an inclusion group.

    The nine have no organisation and come from a migration. An inclusion group belongs
    to the organisation that added it.
    """

    key = models.SlugField(_("short key"), max_length=40)
    label = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(default=0)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inclusion_groups",
    )

    class Meta:
        ordering = ("position", "label")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "key"], name="characteristic_key_once"),
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(organisation=None),
                name="protected_characteristic_key_once",
            ),
        )

    def __str__(self) -> str:
        return self.label
