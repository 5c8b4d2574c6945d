"""Licences and what happened to them are neither altered nor deleted; nothing happens to one that is revoked; keys stay listed."""

from django.db import migrations

from luoshi.district.append_only import rows_stay

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
  IF NEW.public_key = OLD.public_key AND NEW.valid_from <= OLD.valid_from
    AND (OLD.valid_to IS NULL OR NEW.valid_to = OLD.valid_to) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a key that signed licences stays listed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keys_stay_listed BEFORE UPDATE ON credentials_signingkey
  FOR EACH ROW EXECUTE FUNCTION credentials_keys_stay_listed();
"""

UNDONE = """
DROP TRIGGER keys_stay_listed ON credentials_signingkey;
DROP FUNCTION credentials_keys_stay_listed;
DROP TRIGGER a_licence_is_revoked_for_good ON credentials_event;
DROP FUNCTION credentials_are_revoked_for_good;
"""


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_models")]
    operations = [
        rows_stay("credentials_credential", "credentials_event", says="what was said of a licence is not altered: say what happened since"),
        rows_stay("credentials_signingkey", says="a key that signed licences stays listed", against="DELETE OR TRUNCATE"),
        migrations.RunSQL(REVOKED_FOR_GOOD + KEYS_STAY, UNDONE),
    ]
