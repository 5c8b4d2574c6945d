"""Marks find an entry from the moment on at which it is entered."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

# What was entered lately otherwise lies in a list that every search goes through from end to end, and applications search all the time.
AT_ONCE = """
ALTER INDEX entries_by_marks SET (fastupdate = off);
SELECT gin_clean_pending_list('entries_by_marks');
"""
UNDONE = "ALTER INDEX entries_by_marks RESET (fastupdate)"


class Migration(migrations.Migration):
    dependencies = [("register", "0005_places_by_address")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(AT_ONCE, UNDONE)],
            [
                migrations.RemoveIndex("entry", "entries_by_marks"),
                migrations.AddIndex(
                    "entry", GinIndex(fields=["marks"], name="entries_by_marks", opclasses=["array_ops"], fastupdate=False)
                ),
            ],
        )
    ]
