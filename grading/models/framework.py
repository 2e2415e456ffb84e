from django.db import models
from django.utils.translation import gettext_lazy as _

from grading.domain.edition import Edition
from grading.domain.edition_file import parse_edition

_parsed: dict[str, Edition] = {}


class Framework(models.Model):
    """One loaded edition. Its content is data; `edition` is the same content as typed rules.

    The content never changes once an assessment uses it: `services.framework` refuses.
    """

    key = models.SlugField(_("short key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name

    @property
    def edition(self) -> Edition:
        """The typed edition, parsed once per process: the hash stands for the content."""
        if self.sha256 not in _parsed:
            _parsed[self.sha256] = parse_edition(self.content, place=self.key)
        return _parsed[self.sha256]


def loaded_edition(sha256: str) -> Edition | None:
    """The edition of this content, if this process has parsed it before."""
    return _parsed.get(sha256)
