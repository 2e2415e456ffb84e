from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people by e-mail address; an address differs from another by more than its capitals."""

    def create_user(
        self, email: str, *, name: str, password: str | None = None, **extra: Any
    ) -> "User":
        user = self.model(email=email.strip().lower(), name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A member of staff of an NHS body, or a platform administrator. Graders are not users.

    What a person may do comes from memberships, never from flags here, apart from
    running the platform itself.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_platform_administrator = models.BooleanField(_("platform administrator"), default=False)
    date_joined = models.DateTimeField(_("joined"), auto_now_add=True)
    forgotten_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    actor_kind = "user"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = (
            models.UniqueConstraint(Lower("email"), name="user_email_unique_without_case"),
            models.CheckConstraint(
                condition=models.Q(forgotten_at=None)
                | models.Q(is_active=False, is_platform_administrator=False),
                name="user_forgotten_may_do_nothing",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def actor_id(self) -> str:
        return str(self.pk)
