"""A Django application after some requests, with a cache that keeps a few users."""
import random

import django
from django.conf import settings

random.seed(2)
settings.configure(
    DEBUG=False,
    SECRET_KEY="x",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    CACHES={
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 10**6},
        }
    },
    USE_TZ=False,
)
django.setup()
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client
from django.urls import path

call_command("migrate", verbosity=0)
User.objects.bulk_create(
    [User(username="user%d" % i, email="u%d@example.org" % i, password="!") for i in range(count)]
)
template = Template("{% for u in users %}<li>{{ u.username|upper }} {{ u.email }}</li>{% endfor %}")


def index(request):
    return HttpResponse(template.render(Context({"users": User.objects.all()[:200]})))


urlpatterns = [path("", index)]
client = Client()
for _ in range(30):
    assert client.get("/").status_code == 200


class Registry(object):
    def __init__(self):
        self.names = []


registry = Registry()
users = list(User.objects.all())
for user in users:
    if random.random() < 0.01:
        cache.set("profile:%d" % user.pk, {"name": user.username, "mail": user.email})
    if random.random() < 0.003:
        registry.names.append(user.username)
del users, user
