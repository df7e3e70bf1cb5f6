"""People and keys."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from linli.kit import ids


class People(BaseUserManager["User"]):
    """Django asks for this to look a person up by sign-in name."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person who signs in with a name or a phone. The phone is the work phone, shown on the contact card. `area` is
    where the account was made: who may appoint people there finds them there. `email` is one the person has proven to
    be his, or nothing."""

    id = models.UUIDField(primary_key=True, default=ids.new)
    username = models.CharField(max_length=60, unique=True)
    phone = models.CharField(max_length=20, unique=True, null=True)
    name = models.CharField(max_length=40)
    area = models.CharField(max_length=17, db_collation="C")
    email = models.EmailField(blank=True)
    photo = models.UUIDField(null=True)
    language = models.CharField(max_length=8, default="zh-hans")
    large_text = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    synthetic = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = People()

    class Meta:
        db_table = "accounts_user"

    def __str__(self) -> str:
        return self.name


class Key(models.Model):
    """A key another system signs its requests with; only its hash is kept."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=60)
    hash = models.BinaryField(max_length=32, unique=True)
    area = models.CharField(max_length=17, db_collation="C")
    role = models.CharField(max_length=20)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "accounts_key"

    def __str__(self) -> str:
        return self.name
