"""The words of a message and what was tried to deliver it are neither altered nor deleted."""

from django.db import migrations

GUARD = """
CREATE FUNCTION what_was_told_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was told is not altered: tell it anew' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER messages_keep_their_words
  BEFORE UPDATE OF person_id, topic, key, subject_zh, subject_en, body_zh, body_en, link, urgent, at OR DELETE
  ON district_messages_message FOR EACH ROW EXECUTE FUNCTION what_was_told_stays();
CREATE TRIGGER delivery_events_are_append_only BEFORE UPDATE OR DELETE ON district_messages_deliveryevent
  FOR EACH ROW EXECUTE FUNCTION what_was_told_stays();
"""

UNGUARD = """
DROP TRIGGER delivery_events_are_append_only ON district_messages_deliveryevent;
DROP TRIGGER messages_keep_their_words ON district_messages_message;
DROP FUNCTION what_was_told_stays;
"""


class Migration(migrations.Migration):
    dependencies = [("district_messages", "0001_messages")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
