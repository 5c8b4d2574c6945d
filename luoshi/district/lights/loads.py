"""What lights take from a district's pack: the rule by which its plan is lit."""

from luoshi.district.lights.operations import load_pack
from luoshi.district.loads import Load

LOADS = (Load(30, load_pack),)
