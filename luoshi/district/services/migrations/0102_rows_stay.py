"""What was said of applications is guarded as every table that only grows, against TRUNCATE too; its own function is no longer needed."""

from django.db import migrations

from luoshi.district.append_only import rows_stay

GROW = ("itemversion", "arrangement", "assessed", "promise", "promisewithdrawal", "promisecheck")
STAY = ("application", "paper", "dispute", "representation")
SAYS = "what was said of an application is not altered: say it anew"

UNGUARD = """
DROP FUNCTION services_are_append_only CASCADE;
CREATE TRIGGER applications_stay_themselves BEFORE UPDATE ON services_application
  FOR EACH ROW WHEN (
    (OLD.id, OLD.district_id, OLD.code, OLD.matter, OLD.person_id, OLD.subject_kind, OLD.subject_key, OLD.once, OLD.begun_at)
    IS DISTINCT FROM
    (NEW.id, NEW.district_id, NEW.code, NEW.matter, NEW.person_id, NEW.subject_kind, NEW.subject_key, NEW.once, NEW.begun_at)
  ) EXECUTE FUNCTION rows_stay('what an application is is not altered: begin another one');
CREATE TRIGGER what_was_decided_stays BEFORE UPDATE ON services_application
  FOR EACH ROW WHEN (
    OLD.state IN ('granted', 'withdrawn') OR (OLD.state IN ('refused', 'ended') AND NEW.state <> 'with_person')
  ) EXECUTE FUNCTION rows_stay('what was decided of an application is not altered');
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0101_credit_codes")]
    operations = [
        rows_stay(*(f"services_{each}" for each in GROW), says=SAYS),
        rows_stay(*(f"services_{each}" for each in STAY), says=SAYS, against="DELETE OR TRUNCATE"),
        migrations.RunSQL(UNGUARD, migrations.RunSQL.noop),
    ]
