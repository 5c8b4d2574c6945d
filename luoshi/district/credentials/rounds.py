"""Work in the background: the Chinese font of licences is unpacked, part by part, before anybody prints one."""

from luoshi.district.fonts import unpack_next
from luoshi.district.rounds import Round

ROUNDS = (Round("credentials.font", 5, lambda _at: unpack_next()),)
