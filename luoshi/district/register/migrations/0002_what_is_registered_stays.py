"""What was said of entries is neither altered nor deleted, and an entry keeps its identifier and its key for ever."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION register_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was registered is not altered: say it anew' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER versions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON register_entryversion
  FOR EACH STATEMENT EXECUTE FUNCTION register_is_append_only();
CREATE TRIGGER merges_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON register_merge
  FOR EACH STATEMENT EXECUTE FUNCTION register_is_append_only();
CREATE TRIGGER entries_stay BEFORE DELETE OR TRUNCATE ON register_entry
  FOR EACH STATEMENT EXECUTE FUNCTION register_is_append_only();
CREATE TRIGGER entries_keep_their_identifier BEFORE UPDATE OF district_id, kind, identifier, key ON register_entry
  FOR EACH ROW EXECUTE FUNCTION register_is_append_only();
"""

UNGUARD = """
DROP TRIGGER entries_keep_their_identifier ON register_entry;
DROP TRIGGER entries_stay ON register_entry;
DROP TRIGGER merges_stay ON register_merge;
DROP TRIGGER versions_stay ON register_entryversion;
DROP FUNCTION register_is_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0001_registers")]
    operations = [migrations.RunSQL(APPEND_ONLY, UNGUARD)]
