"""A part of its address leads to a place, by the index that knows the parts of its name."""

from django.db import migrations

from luoshi.district.register.search import pairs, plain


def call_by_address(apps, schema_editor):
    entries = apps.get_model("register", "Entry").objects.filter(kind="places")
    versions = apps.get_model("register", "EntryVersion").objects
    for entry in entries.iterator():
        addresses = versions.filter(entry=entry).order_by("-id").values_list("values__address", flat=True)
        called = list(dict.fromkeys([*entry.called.split("\n"), *map(plain, filter(None, addresses))]))
        entry.called, entry.words = "\n".join(called), pairs(called)
        entry.save(update_fields=["called", "words"])


class Migration(migrations.Migration):
    dependencies = [("register", "0004_not_the_same")]
    operations = [migrations.RunPython(call_by_address, migrations.RunPython.noop)]
