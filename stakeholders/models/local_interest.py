from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders.domain.preferences import LANGUAGES, Format
from stakeholders.models.characteristic import Characteristic
from stakeholders.models.organisation import Organisation

LANGUAGE_CHOICES = list(LANGUAGES.items())
FORMAT_CHOICES = [
    (Format.STANDARD.value, _("Standard")),
    (Format.LARGE_PRINT.value, _("Large print")),
    (Format.EASY_READ.value, _("Easy read")),
    (Format.AUDIO.value, _("Audio")),
    (Format.BSL.value, _("British Sign Language")),
    (Format.PAPER.value, _("Paper")),
]


class LocalInterest(models.Model):
    """A body or group whose view counts, in one organisation's directory.

    Two organisations that invite the same group each hold their own row, so neither
    learns of the other.
    """

    class Kind(models.TextChoices):
        HEALTHWATCH = "healthwatch", _("Healthwatch")
        PATIENT_GROUP = "patient_group", _("Patient group")
        COMMUNITY_GROUP = "community_group", _("Community group")
        PUBLIC = "public", _("Members of the public")
        GOVERNORS = "governors", _("Governors")
        COUNCIL = "council", _("Council")
        TRADE_UNION = "trade_union", _("Trade union (staff side)")
        STAFF_NETWORK = "staff_network", _("Staff network")
        STAFF = "staff", _("Staff")
        INDEPENDENT_EVALUATOR = "independent_evaluator", _("Independent evaluator")
        PEER_REVIEWER = "peer_reviewer", _("Peer reviewer")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="local_interests"
    )
    key = models.SlugField(_("short key"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    represents = models.ManyToManyField(
        Characteristic, verbose_name=_("speaks for"), blank=True, related_name="local_interests"
    )
    contact_name = models.CharField(_("contact's name"), max_length=150, blank=True)
    contact_email = models.EmailField(_("contact's e-mail address"), blank=True)
    preferred_format = models.CharField(
        _("preferred format"), max_length=20, choices=FORMAT_CHOICES, blank=True
    )
    preferred_language = models.CharField(
        _("preferred language"), max_length=10, choices=LANGUAGE_CHOICES, blank=True
    )

    class Meta:
        verbose_name = _("local interest")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["organisation", "key"], name="local_interest_key_once"),
        )

    def __str__(self) -> str:
        return self.name
