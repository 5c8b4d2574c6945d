"""Versions and what was said of their being in force are neither altered nor deleted, and nobody puts the own version in force."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION decisions_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was decided is not altered: say it anew' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER versions_are_append_only BEFORE UPDATE OR DELETE ON decisions_modelversion
  FOR EACH ROW EXECUTE FUNCTION decisions_are_append_only();
CREATE TRIGGER packs_are_append_only BEFORE UPDATE OR DELETE ON decisions_packcontent
  FOR EACH ROW EXECUTE FUNCTION decisions_are_append_only();
CREATE TRIGGER enforcements_are_append_only BEFORE UPDATE OR DELETE ON decisions_enforcement
  FOR EACH ROW EXECUTE FUNCTION decisions_are_append_only();
"""

# Two people stand behind a rule that counts; a check constraint cannot look into the other table.
SECOND_PERSON = """
CREATE FUNCTION decisions_need_a_second_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE saved decisions_modelversion%ROWTYPE;
BEGIN
  IF NEW.version_id IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT * INTO saved FROM decisions_modelversion WHERE id = NEW.version_id;
  IF saved.person_id = NEW.person_id THEN
    RAISE EXCEPTION 'whoever saved a version may not put it in force' USING ERRCODE = 'check_violation';
  END IF;
  IF saved.model_id <> NEW.model_id THEN
    RAISE EXCEPTION 'a version is in force for its own model only' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_second_person_puts_in_force BEFORE INSERT ON decisions_enforcement
  FOR EACH ROW EXECUTE FUNCTION decisions_need_a_second_person();
"""

UNGUARD = """
DROP TRIGGER a_second_person_puts_in_force ON decisions_enforcement;
DROP FUNCTION decisions_need_a_second_person;
DROP TRIGGER enforcements_are_append_only ON decisions_enforcement;
DROP TRIGGER packs_are_append_only ON decisions_packcontent;
DROP TRIGGER versions_are_append_only ON decisions_modelversion;
DROP FUNCTION decisions_are_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_models")]
    operations = [migrations.RunSQL(APPEND_ONLY + SECOND_PERSON, UNGUARD)]
