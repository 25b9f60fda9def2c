"""A small Django shop after a day of requests.

The mistake in it is an ordinary one: every visit leaves a note in a dictionary of the process,
and nothing ever takes one out. For most of the day that is a few kilobytes. But at night an
export holds every order at once while the shop stays open, and the notes of those visits lie
between its objects: they keep its arenas when it is done.
"""
import csv
import gc
import io
import random
import sys

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="of a sample, and of nothing else",
    ALLOWED_HOSTS=["shop.example"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=False,
)
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import Context, Template  # noqa: E402
from django.urls import path  # noqa: E402

ORDERS = 40_000
NEWEST = 400
VISITS_OF_THE_DAY = 400
# The export writes so many orders while one visit comes and goes.
ORDERS_A_VISIT = 400

random.seed(20240607)


class Order(models.Model):
    customer = models.CharField(max_length=80)
    mail = models.CharField(max_length=80)

    class Meta:
        app_label = "shop"


with connection.schema_editor() as editor:
    editor.create_model(Order)
Order.objects.bulk_create(
    Order(customer=f"customer {i}", mail=f"customer{i}@shop.example") for i in range(ORDERS)
)

PAGE = Template("{% for one in orders %}<li>{{ one.customer|title }} {{ one.mail }}</li>{% endfor %}")
newest = list(Order.objects.order_by("-pk")[:NEWEST])
last_seen = {}


def orders(request, first):
    last_seen[f"{first}, {random.random()}"] = request.headers["User-Agent"]
    return HttpResponse(PAGE.render(Context({"orders": newest[first : first + 5]})))


urlpatterns = [path("orders/<int:first>", orders)]
application = WSGIHandler()


def visit():
    """One request, as a server hands it to the application."""
    statuses = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/orders/{random.randrange(NEWEST - 5)}",
        "SERVER_NAME": "shop.example",
        "SERVER_PORT": "80",
        "HTTP_USER_AGENT": f"Browser/{random.randrange(1000)}",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    response = application(environ, lambda status, headers: statuses.append(status))
    b"".join(response)
    response.close()
    assert statuses == ["200 OK"], statuses


def export():
    """Every order as a line of text, all of them at once; meanwhile the shop is open."""
    rows = []
    for place, one in enumerate(Order.objects.iterator()):
        rows.append({"id": str(random.random()), "customer": one.customer, "mail": one.mail})
        if place % ORDERS_A_VISIT == 0:
            visit()
    text = io.StringIO()
    csv.DictWriter(text, ["id", "customer", "mail"]).writerows(rows)
    return len(text.getvalue())


for _ in range(VISITS_OF_THE_DAY):
    visit()
export()
for _ in range(VISITS_OF_THE_DAY):
    visit()
gc.collect()

print("ready", flush=True)
sys.stdin.readline()
