"""Changes of services: items are loaded, applications begun, written, handed in, withdrawn, disputed. Each is whole or does not happen.

What the rules grant is issued in the transaction in which it is handed in. Nothing here refuses anybody: a person does, in a case.
"""

from luoshi.district.services.applicants import Subject
from luoshi.district.services.applying import apply
from luoshi.district.services.demonstration import play_applications
from luoshi.district.services.handing_in import submit
from luoshi.district.services.inquiring import status_by_number
from luoshi.district.services.keeping import arrange, load_item
from luoshi.district.services.loading import load_services
from luoshi.district.services.promising import promise, withdraw_promise
from luoshi.district.services.writing import begin, dispute, hand_in, save, take_back, withdraw

__all__ = [
    "Subject",
    "apply",
    "arrange",
    "begin",
    "dispute",
    "hand_in",
    "load_item",
    "load_services",
    "play_applications",
    "promise",
    "save",
    "status_by_number",
    "submit",
    "take_back",
    "withdraw",
    "withdraw_promise",
]
