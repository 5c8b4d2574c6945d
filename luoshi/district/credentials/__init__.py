"""Licences that the district issues: signed, shown, checked by anybody, renewed, and revoked by a person. What was said of one stays."""
