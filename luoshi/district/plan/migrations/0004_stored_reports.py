"""What was read in reports that are stored already becomes what counts; history is closed to changes."""

from django.db import migrations

MEASURED = (
    "indicator, operator, measurement, value, value_max, unit, dimension, comparator, base, period, period_stated, direction,"
    " result_type, peg, baseline"
)

FILL = f"""
UPDATE plan_commitment SET kind = clause.kind, strength = clause.strength
  FROM (SELECT DISTINCT ON (c.commitment_id) c.commitment_id, c.kind, c.strength
          FROM plan_clause c JOIN plan_reportversion v ON v.id = c.version_id
         WHERE c.commitment_id IS NOT NULL ORDER BY c.commitment_id, v.is_current DESC, v.number DESC) clause
 WHERE clause.commitment_id = plan_commitment.id;
INSERT INTO plan_plannedtarget (commitment_id, number, dropped, definition, base_value, base_source, source, {MEASURED})
SELECT c.commitment_id, t.position + 1, false, '', NULL, '', '', {", ".join("t." + name.strip() for name in MEASURED.split(","))}
  FROM plan_target t JOIN plan_clause c ON c.id = t.clause_id JOIN plan_reportversion v ON v.id = c.version_id
 WHERE v.is_current AND c.commitment_id IS NOT NULL;
UPDATE plan_commitment c SET missing = ARRAY['owner']::varchar[]
  || CASE WHEN EXISTS (SELECT 1 FROM plan_plannedtarget t WHERE t.commitment_id = c.id AND t.period_stated)
          THEN '{{}}'::varchar[] ELSE ARRAY['deadline']::varchar[] END
  || CASE WHEN EXISTS (SELECT 1 FROM plan_plannedtarget t WHERE t.commitment_id = c.id AND t.base = 'yoy'
                          AND t.measurement = 'numeric' AND t.baseline IS NULL)
          THEN ARRAY['base']::varchar[] ELSE '{{}}'::varchar[] END
  || ARRAY['source']::varchar[];
UPDATE plan_report SET origin = 'district' WHERE origin = 'adopted';
"""

# A draft may be thrown away with its history; the history of a plan in force may not, and no line of any history may be altered.
GUARD = """
CREATE FUNCTION plan_change_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'history is not altered: a correction is a new change' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM plan_commitment c JOIN plan_report r ON r.id = c.report_id
              WHERE c.id = OLD.commitment_id AND r.adopted_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the history of an adopted plan is not deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER plan_change_is_append_only BEFORE UPDATE OR DELETE ON plan_change
  FOR EACH ROW EXECUTE FUNCTION plan_change_is_append_only();
"""

UNGUARD = "DROP TRIGGER plan_change_is_append_only ON plan_change; DROP FUNCTION plan_change_is_append_only;"


class Migration(migrations.Migration):
    dependencies = [("plan", "0003_living_plan")]
    operations = [
        migrations.RunSQL(FILL, "UPDATE plan_report SET origin = 'adopted' WHERE origin = 'district'"),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
