"""What was said and decided of applications is neither altered nor deleted, and nobody but a person refuses."""

from django.db import migrations

NUMBERS = """
CREATE SEQUENCE services_application_numbers;
CREATE SEQUENCE services_licence_numbers;
CREATE SEQUENCE services_promise_numbers;
"""

APPEND_ONLY = """
CREATE FUNCTION services_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was said of an application is not altered: say it anew' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER items_are_append_only BEFORE UPDATE OR DELETE ON services_itemversion
  FOR EACH ROW EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER arrangements_are_append_only BEFORE UPDATE OR DELETE ON services_arrangement
  FOR EACH ROW EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER assessments_are_append_only BEFORE UPDATE OR DELETE ON services_assessed
  FOR EACH ROW EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER promises_are_append_only BEFORE UPDATE OR DELETE ON services_promise
  FOR EACH ROW EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER withdrawals_of_promises_are_append_only BEFORE UPDATE OR DELETE ON services_promisewithdrawal
  FOR EACH ROW EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER checks_of_promises_are_append_only BEFORE UPDATE OR DELETE ON services_promisecheck
  FOR EACH ROW EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER applications_stay BEFORE DELETE ON services_application
  FOR EACH ROW EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER papers_stay BEFORE DELETE ON services_paper
  FOR EACH ROW EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER disputes_stay BEFORE DELETE ON services_dispute
  FOR EACH ROW EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER representations_stay BEFORE DELETE ON services_representation
  FOR EACH ROW EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER applications_stay_themselves BEFORE UPDATE ON services_application
  FOR EACH ROW WHEN (
    (OLD.id, OLD.district_id, OLD.code, OLD.matter, OLD.person_id, OLD.subject_kind, OLD.subject_key, OLD.once, OLD.begun_at)
    IS DISTINCT FROM
    (NEW.id, NEW.district_id, NEW.code, NEW.matter, NEW.person_id, NEW.subject_kind, NEW.subject_key, NEW.once, NEW.begun_at)
  ) EXECUTE FUNCTION services_are_append_only();
CREATE TRIGGER what_was_decided_stays BEFORE UPDATE ON services_application
  FOR EACH ROW WHEN (
    OLD.state IN ('granted', 'withdrawn') OR (OLD.state IN ('refused', 'ended') AND NEW.state <> 'with_person')
  ) EXECUTE FUNCTION services_are_append_only();
"""

# Looked at when the transaction ends, because the state and what it rests on cannot be written at the same moment.
RESTS_ON_SOMETHING = """
CREATE FUNCTION services_grants_rest_on_something() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest services_assessed%ROWTYPE;
BEGIN
  IF NEW.state <> 'granted' OR NEW.case_code <> '' THEN
    RETURN NULL;
  END IF;
  SELECT * INTO newest FROM services_assessed WHERE application_id = NEW.id ORDER BY number DESC LIMIT 1;
  IF newest.outcome IS DISTINCT FROM 'grant' THEN
    RAISE EXCEPTION 'application % is granted by no case and by no assessment', NEW.code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'without_a_case_only_an_assessment_grants';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER without_a_case_only_an_assessment_grants AFTER INSERT OR UPDATE ON services_application
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION services_grants_rest_on_something();
"""

UNGUARD = """
DROP TRIGGER without_a_case_only_an_assessment_grants ON services_application;
DROP FUNCTION services_grants_rest_on_something;
DROP FUNCTION services_are_append_only CASCADE;
DROP SEQUENCE services_promise_numbers;
DROP SEQUENCE services_licence_numbers;
DROP SEQUENCE services_application_numbers;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0001_services")]
    operations = [migrations.RunSQL(NUMBERS + APPEND_ONLY + RESTS_ON_SOMETHING, UNGUARD)]
