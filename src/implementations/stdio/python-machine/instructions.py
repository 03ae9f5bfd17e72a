"""The other instructions, and the table of operation codes."""

from formats import i, rr, rre, rrf, rs, rsy, rx, rxy, s, si, ss, ss_r, sse
from guest import (
    ADDRESSING,
    CR,
    OPERATION,
    PREFIX,
    PRIMARY,
    SECONDARY,
    SECONDARY_SPACE,
    SPECIAL_OPERATION,
    SPECIFICATION,
    ProgramCheck,
    Unsupported,
)
from keys import demand_dat, demand_key_authority, ipk, iske, ivsk, rrbe, spka, sske, test_block, tprot


def loads(length, whole=False, signed=False):
    def load(guest, r1, address):
        value = int.from_bytes(guest.fetch(address, length), "big", signed=signed)
        (guest.set_gr if whole else guest.set_low)(r1, value)

    return load


def insert_character(guest, r1, address):
    guest.set_low(r1, guest.low(r1) & ~0xFF | guest.fetch(address, 1)[0])


def stores(length):
    def store(guest, r1, address):
        guest.store(address, (guest.gr(r1) & (1 << 8 * length) - 1).to_bytes(length, "big"))

    return store


def load_address(guest, r1, address):
    (guest.set_gr if guest.address_bits == 64 else guest.set_low)(r1, address)


def registers(r1, r3):
    return [(r1 + n) % 16 for n in range((r3 - r1) % 16 + 1)]


def store_multiple(length):
    def store(guest, r1, r3, address):
        values = [guest.gr(n) & (1 << 8 * length) - 1 for n in registers(r1, r3)]
        guest.store(address, b"".join(value.to_bytes(length, "big") for value in values))

    return store


def load_control(guest, r1, r3, address):
    guest.demand_supervisor()
    guest.demand_aligned(address, 8)
    named = registers(r1, r3)
    content = guest.fetch(address, 8 * len(named))
    for index, n in enumerate(named):
        guest.state[CR + 8 * n : CR + 8 * n + 8] = content[8 * index : 8 * index + 8]


def move_pieces(guest, target, source, combine=lambda old, new: new):
    """Byte by byte from the left, so that an overlap sees what was stored before it."""
    for absolute, _ in source:
        guest.keys[absolute >> 12] |= 0x04
    for absolute, _ in target:
        guest.keys[absolute >> 12] |= 0x06
    to = (at + n for at, part in target for n in range(part))
    any_bit = 0
    for at in (at + n for at, part in source for n in range(part)):
        here = next(to)
        guest.storage[here] = combine(guest.storage[here], guest.storage[at])
        any_bit |= guest.storage[here]
    return any_bit


def combine_bytes(combine, codes=True):
    """MVC, NC, OC, XC."""

    def move(guest, first, second, length):
        source = guest.pieces(second, length, False)
        any_bit = move_pieces(guest, guest.pieces(first, length, True), source, combine)
        if codes:
            guest.condition_code(1 if any_bit else 0)

    return move


def combine_byte(combine):
    def change(guest, address, immediate):
        piece = guest.pieces(address, 1, True)
        value = combine(guest.fetch_from(piece)[0], immediate)
        guest.store_into(piece, bytes([value]))
        guest.condition_code(1 if value else 0)

    return change


def move_immediate(guest, address, immediate):
    guest.store(address, bytes([immediate]))


def compare_and_swap(length, pair=False):
    """The operand is checked for a store even where the comparison fails."""

    def swap(guest, r1, r3, address):
        if pair and (r1 | r3) & 1:
            raise ProgramCheck(SPECIFICATION)
        count = 2 if pair else 1
        guest.demand_aligned(address, length * count)
        piece = guest.pieces(address, length * count, True)
        seen = guest.fetch_from(piece)
        part = (1 << 8 * length) - 1
        wanted = b"".join((guest.gr(r1 + n) & part).to_bytes(length, "big") for n in range(count))
        if seen == wanted:
            guest.store_into(piece, b"".join((guest.gr(r3 + n) & part).to_bytes(length, "big") for n in range(count)))
        else:
            guest.store_into(piece, seen)
            for n in range(count):
                value = int.from_bytes(seen[n * length : (n + 1) * length], "big")
                (guest.set_gr if length == 8 else guest.set_low)(r1 + n, value)
        guest.condition_code(0 if seen == wanted else 1)

    return swap


def true_length(guest, r1):
    length = guest.gr(r1) if guest.address_bits == 64 else guest.low(r1)
    return min(length, 256), 3 if length > 256 else 0


def move_with_key(guest, first, second, r1, r3):
    """MVCK: the source with the key in R3."""
    key = guest.low(r3) >> 4 & 15
    demand_key_authority(guest, key)
    length, code = true_length(guest, r1)
    source = guest.pieces(second, length, False, key=key)
    move_pieces(guest, guest.pieces(first, length, True), source)
    guest.condition_code(code)


def move_one_key(names_source):
    """MVCSK, MVCDK: the key is in general register 1, the length less one in general register 0."""

    def move(guest, first, second):
        key = guest.low(1) >> 4 & 15
        demand_key_authority(guest, key)
        length = (guest.low(0) & 0xFF) + 1
        source = guest.pieces(second, length, False, key=key if names_source else None)
        move_pieces(guest, guest.pieces(first, length, True, key=None if names_source else key), source)

    return move


def move_between_spaces(to, source_space):
    """MVCP, MVCS: the operand in the secondary space has the key in R3."""

    def move(guest, first, second, r1, r3):
        demand_dat(guest)
        if not guest.cr0_has(SECONDARY_SPACE) or guest.space not in (PRIMARY, SECONDARY):
            raise ProgramCheck(SPECIAL_OPERATION)
        key = guest.low(r3) >> 4 & 15
        demand_key_authority(guest, key)
        length, code = true_length(guest, r1)
        keys = {SECONDARY: key, PRIMARY: None}
        source = guest.pieces(second, length, False, keys[source_space], source_space)
        move_pieces(guest, guest.pieces(first, length, True, keys[to], to), source)
        guest.condition_code(code)

    return move


def real_storage(length, store):
    """LURA, LURAG, STURA, STURG: at the real address in R2."""

    def access(guest, r1, r2):
        guest.demand_supervisor()
        address = guest.wrap(guest.gr(r2))
        guest.demand_aligned(address, length)
        piece = guest.pieces(address, length, store, dat=False)
        if store:
            guest.store_into(piece, (guest.gr(r1) & (1 << 8 * length) - 1).to_bytes(length, "big"))
        else:
            value = int.from_bytes(guest.fetch_from(piece), "big")
            (guest.set_gr if length == 8 else guest.set_low)(r1, value)

    return access


def set_prefix(guest, address):
    guest.demand_supervisor()
    guest.demand_aligned(address, 4)
    prefix = int.from_bytes(guest.fetch(address, 4), "big") & 0x7FFFE000
    if prefix + 0x2000 > len(guest.storage):
        raise ProgramCheck(ADDRESSING)
    guest.put(PREFIX, 4, prefix)


def store_prefix(guest, address):
    guest.demand_supervisor()
    guest.demand_aligned(address, 4)
    guest.store(address, guest.prefix.to_bytes(4, "big"))


def store_cpu_address(guest, address):
    guest.demand_supervisor()
    guest.demand_aligned(address, 2)
    guest.store(address, bytes(2))


def supervisor_call(guest, number):
    area = guest.exchange_psws(0x140)
    guest.storage[area + 0x88 : area + 0x8C] = (2 << 16 | number).to_bytes(4, "big")
    return "supervisor-call"


def store_facilities(guest, address):
    guest.demand_aligned(address, 8)
    highest = max(guest.facilities, default=0)
    bits = bytearray((highest // 64 + 1) * 8)
    for facility in guest.facilities:
        bits[facility >> 3] |= 0x80 >> (facility & 7)
    wanted = ((guest.low(0) & 0xFF) + 1) * 8
    guest.store(address, bytes(bits[:wanted]))
    guest.set_low(0, guest.low(0) & ~0xFF | len(bits) // 8 - 1)
    guest.condition_code(3 if wanted < len(bits) else 0)


def not_installed(guest, *_):
    raise ProgramCheck(OPERATION)


INSTRUCTIONS = {
    0xB22B: (rrf, sske),
    0xB229: (rre, iske),
    0xB22A: (rre, rrbe),
    0xE501: (sse, tprot),
    0xB223: (rre, ivsk),
    0xB22C: (rre, test_block),
    0xD9: (ss_r, move_with_key),
    0xE50E: (sse, move_one_key(names_source=True)),
    0xE50F: (sse, move_one_key(names_source=False)),
    0xDA: (ss_r, move_between_spaces(PRIMARY, SECONDARY)),
    0xDB: (ss_r, move_between_spaces(SECONDARY, PRIMARY)),
    0xB24B: (rre, real_storage(4, store=False)),
    0xB905: (rre, real_storage(8, store=False)),
    0xB246: (rre, real_storage(4, store=True)),
    0xB925: (rre, real_storage(8, store=True)),
    0xB210: (s, set_prefix),
    0xB211: (s, store_prefix),
    0xB212: (s, store_cpu_address),
    0x0A: (i, supervisor_call),
    0xB20A: (s, spka),
    0xB20B: (rre, ipk),
    0xB2B0: (s, store_facilities),
    0xEB2F: (rsy, load_control),
    # RRBM, IRBM, PFMF, MVCOS: of facilities that are not offered
    0xB9AE: (rre, not_installed),
    0xB9AC: (rre, not_installed),
    0xB9AF: (rre, not_installed),
    0xC800: (rre, not_installed),
    # loads
    0x58: (rx, loads(4)),
    0x48: (rx, loads(2, signed=True)),
    0x43: (rx, insert_character),
    0x41: (rx, load_address),
    0xE304: (rxy, loads(8, whole=True)),
    0x18: (rr, lambda guest, r1, r2: guest.set_low(r1, guest.low(r2))),
    0xB904: (rre, lambda guest, r1, r2: guest.set_gr(r1, guest.gr(r2))),
    # stores
    0x50: (rx, stores(4)),
    0x40: (rx, stores(2)),
    0x42: (rx, stores(1)),
    0xE324: (rxy, stores(8)),
    0x90: (rs, store_multiple(4)),
    0xEB24: (rsy, store_multiple(8)),
    # storage to storage, storage and immediate
    0xD2: (ss, combine_bytes(lambda old, new: new, codes=False)),
    0xD4: (ss, combine_bytes(lambda old, new: old & new)),
    0xD6: (ss, combine_bytes(lambda old, new: old | new)),
    0xD7: (ss, combine_bytes(lambda old, new: old ^ new)),
    0x92: (si, move_immediate),
    0x94: (si, combine_byte(lambda old, new: old & new)),
    0x96: (si, combine_byte(lambda old, new: old | new)),
    0x97: (si, combine_byte(lambda old, new: old ^ new)),
    0xBA: (rs, compare_and_swap(4)),
    0xBB: (rs, compare_and_swap(4, pair=True)),
    0xEB30: (rsy, compare_and_swap(8)),
    0xEB3E: (rsy, compare_and_swap(8, pair=True)),
}


def decode(code):
    last = code[5] if code[0] in (0xE3, 0xEB) else code[1] & 15 if code[0] == 0xC8 else code[1]
    for opcode in (code[0], code[0] << 8 | last):
        if opcode in INSTRUCTIONS:
            fields, row = INSTRUCTIONS[opcode]
            return row, fields
    if code[:2] == b"\0\0":
        raise ProgramCheck(OPERATION)
    raise Unsupported(f"the instruction X'{code.hex().upper()}'")
