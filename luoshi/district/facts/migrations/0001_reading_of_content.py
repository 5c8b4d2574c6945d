"""How the database reads a fact's content. The columns of a fact are computed with these functions."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION facts_text(content text, VARIADIC path text[]) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN content::json #>> path;
-- Contents give times in UTC with a Z, which mean the same under all settings: so the function may be called immutable.
CREATE FUNCTION facts_moment(moment text) RETURNS timestamptz
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$ BEGIN RETURN moment::timestamptz; END $$;
CREATE SEQUENCE facts_number;
"""

UNDONE = "DROP SEQUENCE facts_number; DROP FUNCTION facts_moment; DROP FUNCTION facts_text;"


class Migration(migrations.Migration):
    initial = True
    dependencies = [("offices", "0003_invented_districts")]
    operations = [migrations.RunSQL(FUNCTIONS, UNDONE)]
