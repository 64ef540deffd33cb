import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from knox.models import AbstractAuthToken, AuthTokenManager


class Told(models.TextChoices):
    """When somebody is emailed of a thing that they may choose about."""

    AT_ONCE = "AT_ONCE", "At once, each by itself"
    DAILY = "DAILY", "Once a day, all together"
    NEVER = "NEVER", "Not by email"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # that of the keys has no types
    """A person. What they may do comes from memberships, never from flags on the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    told_of_responses = models.CharField(max_length=10, choices=Told, default=Told.AT_ONCE)
    told_of_turns = models.CharField(max_length=10, choices=Told, default=Told.AT_ONCE)  # what was handed to them
    is_operator = models.BooleanField(default=False)  # runs the portal, writes no business content
    is_demonstration = models.BooleanField(default=False)  # loaded with the demonstration; no second factor
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="an_email_address_belongs_to_one_person"),
        ]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split()[0] if self.name else self.email


class Keys(AuthTokenManager, models.Manager["ApiKey"]):
    def visible_to(self, user):
        """Their own."""
        return self.filter(user=user.pk)


class ApiKey(AbstractAuthToken):
    """What a program shows to act as its person, within that person's rights of the day. Only its hash is kept."""

    id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    last_used_date = models.DateField(null=True, blank=True)

    objects = Keys()

    def __str__(self):
        return self.name


class CalendarLinks(models.Manager["CalendarLink"]):
    def visible_to(self, user):
        """Their own."""
        return self.filter(user=user.pk)


class CalendarLink(models.Model):
    """A secret address at which a calendar program reads what its person has to do. Only its hash is kept; one a person."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="calendar_link")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now=True)
    last_read_date = models.DateField(null=True, blank=True)

    objects = CalendarLinks()
