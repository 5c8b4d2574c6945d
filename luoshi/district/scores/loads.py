"""What scores take from a pack: the formula by which units are scored."""

from luoshi.district.loads import Load
from luoshi.district.scores.operations import load_pack

LOADS = (Load(40, load_pack),)
