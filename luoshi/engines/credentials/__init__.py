"""Signed electronic licences that anybody can check without us: W3C Verifiable Credentials 2.0 with a Data Integrity proof.

The door of the engine: :func:`document_of` and :func:`sealed` make one, :func:`check` names everything that is wrong with one,
:func:`status_list` says which are revoked, :func:`keys_document` whose signatures count.
"""

from luoshi.engines.credentials.checking import Checked, check
from luoshi.engines.credentials.documents import Malformed, read_json, written
from luoshi.engines.credentials.faults import Fault, FaultKind
from luoshi.engines.credentials.keys import Key, keys_document, read_keys
from luoshi.engines.credentials.licence import Licence, document_of
from luoshi.engines.credentials.multibase import multikey, read_multikey
from luoshi.engines.credentials.seal import public_key_of, sealed
from luoshi.engines.credentials.status_list import LIST_BITS, Purpose, status_entries, status_list

__all__ = [
    "LIST_BITS",
    "Checked",
    "Fault",
    "FaultKind",
    "Key",
    "Licence",
    "Malformed",
    "Purpose",
    "check",
    "document_of",
    "keys_document",
    "multikey",
    "public_key_of",
    "read_json",
    "read_keys",
    "read_multikey",
    "sealed",
    "status_entries",
    "status_list",
    "written",
]
