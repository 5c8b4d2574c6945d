"""Changes of services: items are loaded, applications begun, written, handed in, withdrawn, disputed. Each is whole or does not happen.

What the rules grant is issued in the transaction in which it is handed in. Nothing here refuses anybody: a person does, in a case.
"""

from luoshi.district.services.admitting import admit
from luoshi.district.services.applicants import Subject
from luoshi.district.services.applying import Filing, apply_all
from luoshi.district.services.demonstration import play_applications
from luoshi.district.services.demonstration_of_renewals import play_renewals
from luoshi.district.services.grouping import apply_together
from luoshi.district.services.handing_in import submit
from luoshi.district.services.inquiring import status_by_number
from luoshi.district.services.keeping import arrange, load_item
from luoshi.district.services.loading import load_services
from luoshi.district.services.operations_of_renewals import (
    ask_for_renewal,
    decline_renewal,
    open_renewals,
    record_silence,
    tell_of_overdue,
)
from luoshi.district.services.promising import promise, withdraw_promise
from luoshi.district.services.revealing import note_look, reveal
from luoshi.district.services.writing import begin, dispute, hand_in, save, take_back, withdraw

__all__ = [
    "Filing",
    "Subject",
    "admit",
    "apply_all",
    "apply_together",
    "arrange",
    "ask_for_renewal",
    "begin",
    "decline_renewal",
    "dispute",
    "hand_in",
    "load_item",
    "load_services",
    "note_look",
    "open_renewals",
    "play_applications",
    "play_renewals",
    "promise",
    "record_silence",
    "reveal",
    "save",
    "status_by_number",
    "submit",
    "take_back",
    "tell_of_overdue",
    "withdraw",
    "withdraw_promise",
]
