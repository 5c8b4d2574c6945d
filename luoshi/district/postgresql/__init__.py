"""The Django database backend for a PostgreSQL that ``DATABASE_URL`` names (``ENGINE = "luoshi.district.postgresql"``)."""
