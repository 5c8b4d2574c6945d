"""Simulations, proposals and the drafts they became are neither altered nor deleted."""

from django.db import migrations

from luoshi.district.append_only import rows_stay


class Migration(migrations.Migration):
    dependencies = [("simulations", "0001_proposals")]
    operations = [
        rows_stay(
            "simulations_simulation", "simulations_policyproposal", "simulations_proposaldraft",
            says="what was proposed is not altered: propose it anew",
        )
    ]
