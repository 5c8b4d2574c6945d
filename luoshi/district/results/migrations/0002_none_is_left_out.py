"""A year is closed by a second person when each promise has its outcome; from then on nothing changes, and before that results only grow."""

from django.db import migrations

from luoshi.district.append_only import rows_stay

CLOSED = """
CREATE FUNCTION results_closed_years_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM results_yearclosing closing JOIN plan_commitment promise ON promise.report_id = closing.report_id
    WHERE promise.id = NEW.commitment_id
  ) THEN
    RAISE EXCEPTION 'the results of a closed year stay' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER closed_years_stay BEFORE INSERT ON results_result FOR EACH ROW EXECUTE FUNCTION results_closed_years_stay();
CREATE FUNCTION results_leave_none_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM plan_commitment promise
    WHERE promise.report_id = NEW.report_id AND promise.kind IN ('target', 'commitment', 'mechanism', 'platform', 'programme')
      AND NOT EXISTS (SELECT FROM results_result result WHERE result.commitment_id = promise.id)
  ) THEN
    RAISE EXCEPTION 'a year is closed when each of its promises has an outcome' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT FROM results_result result JOIN plan_commitment promise ON promise.id = result.commitment_id
    WHERE promise.report_id = NEW.report_id AND result.person_id = NEW.person_id
  ) THEN
    RAISE EXCEPTION 'a year is closed by somebody who settled none of its results' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER none_is_left_out BEFORE INSERT ON results_yearclosing FOR EACH ROW EXECUTE FUNCTION results_leave_none_out();
"""

UNDONE = """
DROP TRIGGER none_is_left_out ON results_yearclosing;
DROP FUNCTION results_leave_none_out;
DROP TRIGGER closed_years_stay ON results_result;
DROP FUNCTION results_closed_years_stay;
"""


class Migration(migrations.Migration):
    dependencies = [("results", "0001_results"), ("plan", "0007_tallies")]
    operations = [
        migrations.RunSQL(CLOSED, UNDONE),
        rows_stay("results_result", "results_yearclosing", says="what became of a promise is not altered: settle it anew before the year is closed"),
    ]
