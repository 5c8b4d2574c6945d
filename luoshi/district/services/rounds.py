"""What the background worker does for services: questions that failed long ago are forgotten."""

from luoshi.district.rounds import Round
from luoshi.district.services.inquiring import forget_inquiries

ROUNDS = (Round("services.forget_inquiries", 3600, forget_inquiries),)
