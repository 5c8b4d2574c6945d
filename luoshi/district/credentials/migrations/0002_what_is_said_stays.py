"""Licences and what happened to them are neither altered nor deleted; nothing happens to one that is revoked; keys stay listed."""

from django.db import migrations

TABLES = ("credential", "event")

APPEND_ONLY = """
CREATE FUNCTION credentials_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was said of a licence is not altered: say what happened since' USING ERRCODE = 'restrict_violation';
END $$;
""" + "".join(
    f"CREATE TRIGGER what_is_said_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON credentials_{table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION credentials_are_append_only();\n"
    for table in TABLES
)

REVOKED_FOR_GOOD = """
CREATE FUNCTION credentials_are_revoked_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM credentials_event WHERE credential_id = NEW.credential_id AND kind = 'revoked') THEN
    RAISE EXCEPTION 'nothing happens to a licence that is revoked' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_licence_is_revoked_for_good BEFORE INSERT ON credentials_event
  FOR EACH ROW WHEN (NEW.kind <> 'issued') EXECUTE FUNCTION credentials_are_revoked_for_good();
"""

# A key may be found to have signed for an earlier moment, and it ends once.
KEYS_STAY = """
CREATE FUNCTION credentials_keys_stay_listed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.public_key = OLD.public_key AND NEW.valid_from <= OLD.valid_from
    AND (OLD.valid_to IS NULL OR NEW.valid_to = OLD.valid_to) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a key that signed licences stays listed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keys_stay_listed BEFORE UPDATE OR DELETE ON credentials_signingkey
  FOR EACH ROW EXECUTE FUNCTION credentials_keys_stay_listed();
CREATE TRIGGER keys_are_not_emptied BEFORE TRUNCATE ON credentials_signingkey
  FOR EACH STATEMENT EXECUTE FUNCTION credentials_keys_stay_listed();
"""

UNDONE = """
DROP TRIGGER keys_are_not_emptied ON credentials_signingkey;
DROP TRIGGER keys_stay_listed ON credentials_signingkey;
DROP FUNCTION credentials_keys_stay_listed;
DROP TRIGGER a_licence_is_revoked_for_good ON credentials_event;
DROP FUNCTION credentials_are_revoked_for_good;
""" + "".join(f"DROP TRIGGER what_is_said_stays ON credentials_{table};\n" for table in TABLES) + "DROP FUNCTION credentials_are_append_only;\n"


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_models")]
    operations = [migrations.RunSQL(APPEND_ONLY + REVOKED_FOR_GOOD + KEYS_STAY, UNDONE)]
