"""What was issued stays as it is, and the numbers of a year have no gaps."""

from django.db import migrations

from luoshi.district.append_only import rows_stay

# A check constraint cannot count other rows; a draft that became a bulletin is part of what was issued.
GUARDS = """
CREATE FUNCTION bulletins_are_numbered_without_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before integer;
BEGIN
  SELECT count(*) INTO before FROM bulletins_bulletin
    WHERE district_id = NEW.district_id AND form = NEW.form AND year = NEW.year;
  IF NEW.number <> before + 1 THEN
    RAISE EXCEPTION 'the next number of the year is %', before + 1 USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER numbers_of_a_year_have_no_gaps BEFORE INSERT ON bulletins_bulletin
  FOR EACH ROW EXECUTE FUNCTION bulletins_are_numbered_without_gaps();

CREATE FUNCTION issued_drafts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM bulletins_bulletin WHERE draft_id = OLD.id) THEN
    RAISE EXCEPTION 'what was issued is not altered' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER issued_drafts_stay BEFORE UPDATE OR DELETE ON bulletins_draft
  FOR EACH ROW EXECUTE FUNCTION issued_drafts_stay();
"""

UNGUARD = """
DROP TRIGGER issued_drafts_stay ON bulletins_draft;
DROP FUNCTION issued_drafts_stay;
DROP TRIGGER numbers_of_a_year_have_no_gaps ON bulletins_bulletin;
DROP FUNCTION bulletins_are_numbered_without_gaps;
"""


class Migration(migrations.Migration):
    dependencies = [("bulletins", "0001_bulletins")]
    operations = [
        rows_stay(
            "bulletins_bulletin", "bulletins_file", "bulletins_printedfigure", "bulletins_publication",
            says="what was issued is not altered: correct it in the next bulletin",
        ),
        migrations.RunSQL(GUARDS, UNGUARD),
    ]
