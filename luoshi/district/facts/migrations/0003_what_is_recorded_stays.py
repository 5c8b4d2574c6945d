"""Facts and their seals are neither altered nor deleted; each fact waits for its seal; a correction speaks of the same matter."""

from django.db import migrations

TABLES = ("fact", "leaf", "subtree", "treehead")

APPEND_ONLY = """
CREATE FUNCTION facts_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what is on record is not altered: record a correction' USING ERRCODE = 'restrict_violation';
END $$;
""" + "".join(
    f"CREATE TRIGGER what_is_on_record_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON facts_{table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION facts_are_append_only();\n"
    for table in TABLES
)

WAITING = """
CREATE FUNCTION facts_wait_to_be_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO facts_unsealedfacts (numbers, hashes)
  SELECT array_agg(number), array_agg(sha256('\\x00'::bytea || convert_to(content, 'UTF8'))) FROM recorded HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER facts_wait_to_be_sealed AFTER INSERT ON facts_fact REFERENCING NEW TABLE AS recorded
  FOR EACH STATEMENT EXECUTE FUNCTION facts_wait_to_be_sealed();
"""

CORRECTIONS = """
CREATE FUNCTION facts_are_corrected_in_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM facts_fact WHERE number = NEW.corrects AND district_id = NEW.district_id
      AND kind = NEW.kind AND subject_kind = NEW.subject_kind AND subject_key = NEW.subject_key
  ) THEN
    RAISE EXCEPTION 'a correction names a fact of the same matter'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER a_correction_names_a_fact_of_the_same_matter AFTER INSERT ON facts_fact
  FOR EACH ROW WHEN (NEW.corrects IS NOT NULL) EXECUTE FUNCTION facts_are_corrected_in_kind();
"""

DISTRICT = """
ALTER TABLE facts_fact ADD CONSTRAINT a_fact_belongs_to_a_known_district FOREIGN KEY (district_id) REFERENCES offices_district (id);
"""

UNDONE = "".join(f"DROP TRIGGER what_is_on_record_stays ON facts_{table};\n" for table in TABLES) + """
ALTER TABLE facts_fact DROP CONSTRAINT a_fact_belongs_to_a_known_district;
DROP TRIGGER a_correction_names_a_fact_of_the_same_matter ON facts_fact;
DROP FUNCTION facts_are_corrected_in_kind;
DROP TRIGGER facts_wait_to_be_sealed ON facts_fact;
DROP FUNCTION facts_wait_to_be_sealed;
DROP FUNCTION facts_are_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_models")]
    operations = [migrations.RunSQL(APPEND_ONLY + WAITING + CORRECTIONS + DISTRICT, UNDONE)]
