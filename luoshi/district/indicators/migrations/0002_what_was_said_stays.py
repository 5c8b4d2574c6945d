"""What was declared, issued, said and closed stays; an approved figure does, too; and no figure comes in another way than was declared."""

from django.db import migrations

from luoshi.district.append_only import rows_stay

TABLES = ("definition", "release", "officialvalue", "confirmation", "reportedstep", "count", "closing", "closedfigure", "reopening")

APPROVED = """
CREATE FUNCTION indicators_approved_figures_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an approved figure is not altered: correct it by another one' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER approved_figures_stay BEFORE UPDATE OR DELETE ON indicators_reportedvalue
  FOR EACH ROW WHEN (OLD.stage = 'approved') EXECUTE FUNCTION indicators_approved_figures_stay();
CREATE TRIGGER reported_figures_stay BEFORE TRUNCATE ON indicators_reportedvalue
  FOR EACH STATEMENT EXECUTE FUNCTION indicators_approved_figures_stay();
"""

ORIGINS = """
CREATE FUNCTION indicators_come_as_declared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT origin FROM indicators_indicator WHERE id = NEW.indicator_id) <> TG_ARGV[0] THEN
    RAISE EXCEPTION 'figures come in the way that was declared: official ones are not reported' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER figures_come_as_declared BEFORE INSERT OR UPDATE ON indicators_officialvalue
  FOR EACH ROW EXECUTE FUNCTION indicators_come_as_declared('official');
CREATE TRIGGER figures_come_as_declared BEFORE INSERT OR UPDATE ON indicators_reportedvalue
  FOR EACH ROW EXECUTE FUNCTION indicators_come_as_declared('reported');
CREATE TRIGGER figures_come_as_declared BEFORE INSERT OR UPDATE ON indicators_confirmation
  FOR EACH ROW EXECUTE FUNCTION indicators_come_as_declared('computed');
"""

UNDONE = """
DROP TRIGGER figures_come_as_declared ON indicators_confirmation;
DROP TRIGGER figures_come_as_declared ON indicators_reportedvalue;
DROP TRIGGER figures_come_as_declared ON indicators_officialvalue;
DROP FUNCTION indicators_come_as_declared;
DROP TRIGGER reported_figures_stay ON indicators_reportedvalue;
DROP TRIGGER approved_figures_stay ON indicators_reportedvalue;
DROP FUNCTION indicators_approved_figures_stay;
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_indicators"), ("facts", "0004_facts_by_path")]
    operations = [
        migrations.RunSQL(APPROVED + ORIGINS, UNDONE),
        rows_stay(*(f"indicators_{table}" for table in TABLES), says="what was said of figures is not altered: say it anew"),
    ]
