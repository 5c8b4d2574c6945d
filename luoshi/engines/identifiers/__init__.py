"""A text becomes a checked identifier, or a refusal that says which character is wrong and what to do.

The door of the engine: the ``read_…`` functions for credit codes, citizen IDs, telephones and their like; :func:`industries` and
:func:`divisions`, the tables of two standards; and :func:`mask`, what is shown of personal data. Findings tell what was mended and what the
tables do not know.
"""

from luoshi.engines.identifiers.citizen_ids import CitizenId, IdKind, Sex, age, read_citizen_id
from luoshi.engines.identifiers.code_tree import CodeTree, Entry
from luoshi.engines.identifiers.credit_codes import CreditCode, credit_code_in, fits_credit_codes, read_credit_code, read_entity_code
from luoshi.engines.identifiers.divisions import divisions, full_name, read_division
from luoshi.engines.identifiers.findings import MENDED, Finding, FindingKind
from luoshi.engines.identifiers.industries import industries, read_industry
from luoshi.engines.identifiers.masking import Personal, mask
from luoshi.engines.identifiers.organisation_codes import OrganisationCode, read_organisation_code
from luoshi.engines.identifiers.phones import Phone, PhoneKind, read_phone
from luoshi.engines.identifiers.refusals import RefusalCode, RefusedIdentifier
from luoshi.engines.identifiers.registration_authorities import registration_authorities
from luoshi.engines.identifiers.registration_numbers import EntityKind, RegistrationNumber, read_registration_number

__all__ = [
    "MENDED",
    "CitizenId",
    "CodeTree",
    "CreditCode",
    "EntityKind",
    "Entry",
    "Finding",
    "FindingKind",
    "IdKind",
    "OrganisationCode",
    "Personal",
    "Phone",
    "PhoneKind",
    "RefusalCode",
    "RefusedIdentifier",
    "RegistrationNumber",
    "Sex",
    "age",
    "credit_code_in",
    "divisions",
    "fits_credit_codes",
    "full_name",
    "industries",
    "mask",
    "read_citizen_id",
    "read_credit_code",
    "read_division",
    "read_entity_code",
    "read_industry",
    "read_organisation_code",
    "read_phone",
    "read_registration_number",
    "registration_authorities",
]
