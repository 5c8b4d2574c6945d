"""Attachments are neither altered nor deleted. Bytes have the hash under which they are stored; they may go, and come back the same."""

from django.db import migrations

GUARD = """
CREATE FUNCTION what_was_handed_in_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was handed in is not altered: remove it with a reason' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER attachments_are_append_only BEFORE UPDATE OR DELETE ON attachments_attachment
  FOR EACH ROW EXECUTE FUNCTION what_was_handed_in_stays();
CREATE TRIGGER belongings_are_append_only BEFORE UPDATE OR DELETE ON attachments_belonging
  FOR EACH ROW EXECUTE FUNCTION what_was_handed_in_stays();
CREATE TRIGGER removals_are_append_only BEFORE UPDATE OR DELETE ON attachments_removal
  FOR EACH ROW EXECUTE FUNCTION what_was_handed_in_stays();
CREATE TRIGGER contents_keep_their_hash BEFORE UPDATE OF sha256, size_bytes OR DELETE ON attachments_content
  FOR EACH ROW EXECUTE FUNCTION what_was_handed_in_stays();
ALTER TABLE attachments_content
  ADD CONSTRAINT content_has_the_hash_of_its_name CHECK (data IS NULL OR encode(sha256(data), 'hex') = sha256),
  ADD CONSTRAINT content_has_the_size_it_says CHECK (data IS NULL OR length(data) = size_bytes),
  ALTER COLUMN data SET STORAGE EXTERNAL;  -- pictures and office files are compressed already
"""

UNGUARD = """
ALTER TABLE attachments_content
  DROP CONSTRAINT content_has_the_hash_of_its_name, DROP CONSTRAINT content_has_the_size_it_says, ALTER COLUMN data SET STORAGE EXTENDED;
DROP TRIGGER contents_keep_their_hash ON attachments_content;
DROP TRIGGER removals_are_append_only ON attachments_removal;
DROP TRIGGER belongings_are_append_only ON attachments_belonging;
DROP TRIGGER attachments_are_append_only ON attachments_attachment;
DROP FUNCTION what_was_handed_in_stays;
"""


class Migration(migrations.Migration):
    dependencies = [("attachments", "0001_attachments")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
