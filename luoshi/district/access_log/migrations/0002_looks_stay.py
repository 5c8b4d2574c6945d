"""Who looked is neither altered nor deleted."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION looks_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'who looked is not altered' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER looks_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log_look
  FOR EACH STATEMENT EXECUTE FUNCTION looks_are_append_only();
"""

UNGUARD = """
DROP TRIGGER looks_stay ON access_log_look;
DROP FUNCTION looks_are_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("access_log", "0001_looks")]
    operations = [migrations.RunSQL(APPEND_ONLY, UNGUARD)]
