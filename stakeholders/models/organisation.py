from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

ods_code_validator = RegexValidator(
    r"^[A-Z0-9]{3,10}$", _("An ODS code has 3 to 10 capital letters and digits, for example RQ6.")
)


class Organisation(models.Model):
    """An NHS body with its ODS code."""

    class Kind(models.TextChoices):
        PROVIDER = "provider", _("Provider (trust)")
        COMMISSIONER = "commissioner", _("Commissioner (integrated care board)")

    ods_code = models.CharField(
        _("ODS code"), max_length=10, unique=True, validators=[ods_code_validator]
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    region = models.CharField(_("region"), max_length=100, blank=True)
    place = models.CharField(_("town or area"), max_length=100, blank=True)
    is_fictional = models.BooleanField(_("made up for demonstration"), default=False)
    may_use_nhs_logo = models.BooleanField(_("entitled to the NHS logo"), default=False)
    suppress_below = models.PositiveSmallIntegerField(
        _("hide counts of people below"),
        default=8,
        help_text=_("Counts of people from 1 up to one less than this are shown as * in public."),
    )
    shows_candour_gap = models.BooleanField(
        _("shows how its own grades differ from the local view"), default=False
    )
    privacy_text = models.TextField(
        _("what it says about privacy"),
        blank=True,
        help_text=_("Its own words, beside the portal's."),
    )

    class Meta:
        verbose_name = _("organisation")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=["provider", "commissioner"]),
                name="organisation_kind_known",
            ),
        )

    def __str__(self) -> str:
        return self.name


class CommissionerLink(models.Model):
    """A commissioner and one of the providers it answers for."""

    commissioner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="provider_links"
    )
    provider = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="commissioner_links"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["commissioner", "provider"], name="commissioner_link_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(commissioner=models.F("provider")),
                name="commissioner_is_not_its_provider",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commissioner} – {self.provider}"


class Service(models.Model):
    """A service that an organisation puts forward for grading."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="services"
    )
    key = models.SlugField(_("short key"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("what it does, in plain words"), blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["organisation", "key"], name="service_key_once"),
        )

    def __str__(self) -> str:
        return self.name
