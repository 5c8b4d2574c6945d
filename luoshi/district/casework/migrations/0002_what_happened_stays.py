"""What happened to a case is neither altered nor deleted, and the case always says what its newest rows say."""

from django.db import migrations

NUMBERS = "CREATE SEQUENCE casework_case_numbers"

APPEND_ONLY = """
CREATE FUNCTION casework_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what happened to a case is not altered: take another step' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER case_types_are_append_only BEFORE UPDATE OR DELETE ON casework_casetypeversion
  FOR EACH ROW EXECUTE FUNCTION casework_is_append_only();
CREATE TRIGGER calendars_are_append_only BEFORE UPDATE OR DELETE ON casework_calendarversion
  FOR EACH ROW EXECUTE FUNCTION casework_is_append_only();
CREATE TRIGGER steps_are_append_only BEFORE UPDATE OR DELETE ON casework_casestep
  FOR EACH ROW EXECUTE FUNCTION casework_is_append_only();
CREATE TRIGGER assignments_are_append_only BEFORE UPDATE OR DELETE ON casework_assignment
  FOR EACH ROW EXECUTE FUNCTION casework_is_append_only();
CREATE TRIGGER deadlines_are_append_only BEFORE UPDATE OR DELETE ON casework_deadline
  FOR EACH ROW EXECUTE FUNCTION casework_is_append_only();
CREATE TRIGGER reminders_are_append_only BEFORE UPDATE OR DELETE ON casework_reminder
  FOR EACH ROW EXECUTE FUNCTION casework_is_append_only();
CREATE TRIGGER cases_stay BEFORE DELETE ON casework_case
  FOR EACH ROW EXECUTE FUNCTION casework_is_append_only();
CREATE TRIGGER invitations_stay BEFORE DELETE ON casework_cohandling
  FOR EACH ROW EXECUTE FUNCTION casework_is_append_only();
CREATE TRIGGER cases_stay_themselves BEFORE UPDATE ON casework_case
  FOR EACH ROW WHEN (
    (OLD.id, OLD.district_id, OLD.type_id, OLD.matter, OLD.code, OLD.title, OLD.subject_kind, OLD.subject_key, OLD.subject_title, OLD.opened_at)
    IS DISTINCT FROM
    (NEW.id, NEW.district_id, NEW.type_id, NEW.matter, NEW.code, NEW.title, NEW.subject_kind, NEW.subject_key, NEW.subject_title, NEW.opened_at)
  ) EXECUTE FUNCTION casework_is_append_only();
CREATE TRIGGER an_invitation_is_answered_once BEFORE UPDATE ON casework_cohandling
  FOR EACH ROW WHEN (
    OLD.answered_id IS NOT NULL OR (OLD.case_id, OLD.unit_id, OLD.asked_id) IS DISTINCT FROM (NEW.case_id, NEW.unit_id, NEW.asked_id)
  ) EXECUTE FUNCTION casework_is_append_only();
"""

# Steps follow each other: no number is left out, and each begins where the one before it ended.
IN_ORDER = """
CREATE FUNCTION casework_steps_follow_each_other() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before casework_casestep%ROWTYPE;
BEGIN
  SELECT * INTO before FROM casework_casestep WHERE case_id = NEW.case_id ORDER BY number DESC LIMIT 1;
  IF NEW.number <> coalesce(before.number, 0) + 1 THEN
    RAISE EXCEPTION 'steps of a case are numbered without gap: % follows %', NEW.number, coalesce(before.number, 0)
      USING ERRCODE = 'check_violation', CONSTRAINT = 'steps_of_a_case_are_numbered_without_gap';
  END IF;
  IF NEW.from_status <> coalesce(before.to_status, '') THEN
    RAISE EXCEPTION 'a step begins where the one before it ended: %, not %', before.to_status, NEW.from_status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'a_step_begins_where_the_one_before_it_ended';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER steps_follow_each_other BEFORE INSERT ON casework_casestep
  FOR EACH ROW EXECUTE FUNCTION casework_steps_follow_each_other();
"""

# The pointers are looked at when the transaction ends, because rows and pointers cannot be written at the same moment.
POINTERS = """
CREATE FUNCTION casework_check_pointers(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found casework_case%ROWTYPE;
  step casework_casestep%ROWTYPE;
  assigned casework_assignment%ROWTYPE;
  due timestamptz;
BEGIN
  SELECT * INTO found FROM casework_case WHERE id = which;
  SELECT * INTO step FROM casework_casestep WHERE case_id = which ORDER BY number DESC LIMIT 1;
  IF (found.step_count, found.status) IS DISTINCT FROM (step.number, step.to_status) THEN
    RAISE EXCEPTION 'case % stands at step % in %, but its newest step is % into %',
      found.code, found.step_count, found.status, step.number, step.to_status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'a_case_stands_where_its_newest_step_ended';
  END IF;
  SELECT * INTO assigned FROM casework_assignment WHERE case_id = which ORDER BY id DESC LIMIT 1;
  IF (found.unit_id, found.holder_id) IS DISTINCT FROM (assigned.unit_id, assigned.holder_id) THEN
    RAISE EXCEPTION 'case % is not with whom it was assigned to last', found.code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'a_case_is_with_whom_it_was_assigned_to_last';
  END IF;
  SELECT min(newest.due_at) INTO due FROM (
    SELECT DISTINCT ON (clock) due_at, state, is_window FROM casework_deadline WHERE case_id = which ORDER BY clock, id DESC
  ) newest WHERE newest.state <> 'stopped' AND NOT newest.is_window;
  IF found.closed_at IS NOT NULL THEN
    due := NULL;
  END IF;
  IF found.due_at IS DISTINCT FROM due THEN
    RAISE EXCEPTION 'case % is due at %, but its clocks say %', found.code, found.due_at, due
      USING ERRCODE = 'check_violation', CONSTRAINT = 'a_case_is_due_when_its_clocks_say';
  END IF;
END $$;
CREATE FUNCTION casework_pointers_of_a_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM casework_check_pointers(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION casework_pointers_of_a_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM casework_check_pointers(NEW.case_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_case_says_what_its_rows_say AFTER INSERT OR UPDATE ON casework_case
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_pointers_of_a_case();
CREATE CONSTRAINT TRIGGER a_case_says_what_its_newest_step_says AFTER INSERT ON casework_casestep
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_pointers_of_a_row();
CREATE CONSTRAINT TRIGGER a_case_says_what_its_newest_assignment_says AFTER INSERT ON casework_assignment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_pointers_of_a_row();
CREATE CONSTRAINT TRIGGER a_case_says_what_its_newest_deadlines_say AFTER INSERT ON casework_deadline
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_pointers_of_a_row();
"""

# A row speaks of steps of its own case only; a foreign key cannot say so.
OWN_STEPS = """
CREATE FUNCTION casework_rows_speak_of_their_own_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT case_id FROM casework_casestep WHERE id = NEW.step_id) <> NEW.case_id THEN
    RAISE EXCEPTION 'a row speaks of a step of its own case' USING ERRCODE = 'check_violation', CONSTRAINT = 'a_row_speaks_of_its_own_case';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER assignments_speak_of_their_own_case BEFORE INSERT ON casework_assignment
  FOR EACH ROW EXECUTE FUNCTION casework_rows_speak_of_their_own_case();
CREATE TRIGGER deadlines_speak_of_their_own_case BEFORE INSERT ON casework_deadline
  FOR EACH ROW EXECUTE FUNCTION casework_rows_speak_of_their_own_case();
"""

UNGUARD = """
DROP TRIGGER deadlines_speak_of_their_own_case ON casework_deadline;
DROP TRIGGER assignments_speak_of_their_own_case ON casework_assignment;
DROP FUNCTION casework_rows_speak_of_their_own_case;
DROP TRIGGER a_case_says_what_its_newest_deadlines_say ON casework_deadline;
DROP TRIGGER a_case_says_what_its_newest_assignment_says ON casework_assignment;
DROP TRIGGER a_case_says_what_its_newest_step_says ON casework_casestep;
DROP TRIGGER a_case_says_what_its_rows_say ON casework_case;
DROP FUNCTION casework_pointers_of_a_row;
DROP FUNCTION casework_pointers_of_a_case;
DROP FUNCTION casework_check_pointers;
DROP TRIGGER steps_follow_each_other ON casework_casestep;
DROP FUNCTION casework_steps_follow_each_other;
DROP TRIGGER an_invitation_is_answered_once ON casework_cohandling;
DROP TRIGGER cases_stay_themselves ON casework_case;
DROP TRIGGER invitations_stay ON casework_cohandling;
DROP TRIGGER cases_stay ON casework_case;
DROP TRIGGER reminders_are_append_only ON casework_reminder;
DROP TRIGGER deadlines_are_append_only ON casework_deadline;
DROP TRIGGER assignments_are_append_only ON casework_assignment;
DROP TRIGGER steps_are_append_only ON casework_casestep;
DROP TRIGGER calendars_are_append_only ON casework_calendarversion;
DROP TRIGGER case_types_are_append_only ON casework_casetypeversion;
DROP FUNCTION casework_is_append_only;
DROP SEQUENCE casework_case_numbers;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_cases")]
    operations = [migrations.RunSQL(f"{NUMBERS};{APPEND_ONLY}{IN_ORDER}{POINTERS}{OWN_STEPS}", UNGUARD)]
