"""What a unit said and its head signed off stays, and so do the history of it and the reminders."""

from django.db import migrations

from luoshi.district.append_only import rows_stay

SIGNED_OFF = """
CREATE FUNCTION dues_signed_updates_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an update that was signed off is not altered: tell it with the next period' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER signed_updates_stay BEFORE UPDATE OR DELETE ON dues_update
  FOR EACH ROW WHEN (OLD.stage = 'signed_off') EXECUTE FUNCTION dues_signed_updates_stay();
CREATE TRIGGER updates_stay BEFORE TRUNCATE ON dues_update
  FOR EACH STATEMENT EXECUTE FUNCTION dues_signed_updates_stay();
"""

UNDONE = """
DROP TRIGGER updates_stay ON dues_update;
DROP TRIGGER signed_updates_stay ON dues_update;
DROP FUNCTION dues_signed_updates_stay;
"""


class Migration(migrations.Migration):
    dependencies = [("dues", "0001_reporting")]
    operations = [
        migrations.RunSQL(SIGNED_OFF, UNDONE),
        rows_stay("dues_updatestep", "dues_reminder", says="what was said and who was reminded is not altered"),
    ]
