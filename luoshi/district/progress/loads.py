"""What progress takes from a district's pack: what its indicators measure, its trajectories, how far 左右 reaches."""

from luoshi.district.loads import Load
from luoshi.district.progress.packs import load_pack

LOADS = (Load(20, load_pack),)
