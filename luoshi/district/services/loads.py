"""What services take from a district's pack: what it offers, under whose post the rules decide, and in a demonstration who applies."""

from luoshi.district.loads import Load
from luoshi.district.services.loading import load_services

LOADS = (Load(5, load_services),)
