"""People, where they are signed in, and keys."""

from uuid import UUID

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
    be his, or nothing; `must_change_password` says that the password was given by somebody else, for one time."""

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
    must_change_password = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = People()

    class Meta:
        db_table = "accounts_user"
        indexes = [models.Index(fields=["area", "-date_joined"], name="accounts_user_area")]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A place where somebody is signed in: since when, last seen about when, the browser's family, the address without
    its last part. `key` is Django's own, so that it can be ended."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    person_id: UUID
    key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=24)
    network = models.CharField(max_length=24, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_session"

    def __str__(self) -> str:
        return self.browser


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
