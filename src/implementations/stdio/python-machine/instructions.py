"""The instructions: formats, what each one does, and the table of operation codes."""

from guest import (
    ADDRESSING,
    CR,
    EXTRACTION_AUTHORITY,
    OPERATION,
    PRIVILEGED,
    PROBLEM,
    PSW,
    SPECIFICATION,
    ProgramCheck,
    Unsupported,
)

# --- instruction formats: the operands as the instruction sees them ---------------------------------------


def based(guest, code, at, index=0, high=0):
    base, displacement = code[at] >> 4, (code[at] & 15) << 8 | code[at + 1]
    displacement += (high - 256 if high > 127 else high) << 12
    return guest.wrap((guest.gr(base) if base else 0) + (guest.gr(index) if index else 0) + displacement)


def rr(guest, code):
    return code[1] >> 4, code[1] & 15


def rre(guest, code):
    return code[3] >> 4, code[3] & 15


def rrf(guest, code):
    return code[3] >> 4, code[3] & 15, code[2] >> 4


def rx(guest, code):
    return code[1] >> 4, based(guest, code, 2, code[1] & 15)


def rxy(guest, code):
    return code[1] >> 4, based(guest, code, 2, code[1] & 15, code[4])


def rs(guest, code):
    return code[1] >> 4, code[1] & 15, based(guest, code, 2)


def rsy(guest, code):
    return code[1] >> 4, code[1] & 15, based(guest, code, 2, 0, code[4])


def s(guest, code):
    return (based(guest, code, 2),)


def si(guest, code):
    return based(guest, code, 2), code[1]


def ss(guest, code):
    return based(guest, code, 2), based(guest, code, 4), code[1] + 1


def sse(guest, code):
    return based(guest, code, 2), based(guest, code, 4)


# --- instructions ------------------------------------------------------------------------------------------


def sske(guest, r1, r2, m3):
    guest.demand_supervisor()
    conditional = m3 & 6 if 10 in guest.facilities else 0
    frame, key = guest.frame(r2), guest.low(r1) & 0xFE
    old = guest.keys[frame]
    counts = 0xF8 | (0 if conditional & 4 else 0x04) | (0 if conditional & 2 else 0x02)
    sets = not conditional or (old ^ key) & counts != 0
    if sets:
        guest.keys[frame] = key
    if conditional:
        guest.set_low(r1, guest.low(r1) & ~0xFF00 | old << 8)
        guest.condition_code(1 if sets else 0)


def iske(guest, r1, r2):
    guest.demand_supervisor()
    guest.set_low(r1, guest.low(r1) & ~0xFF | guest.keys[guest.frame(r2)])


def rrbe(guest, _, r2):
    guest.demand_supervisor()
    frame = guest.frame(r2)
    guest.condition_code(guest.keys[frame] >> 1 & 3)
    guest.keys[frame] &= ~0x04


def tprot(guest, address, operand):
    guest.demand_supervisor()
    absolute = guest.absolute(address)
    if absolute >= len(guest.storage):
        raise ProgramCheck(ADDRESSING)
    key = operand >> 4 & 15
    may_fetch = not guest.key_blocks(key, address, 1, absolute, False)
    may_store = not guest.low_address(address) and not guest.key_blocks(key, address, 1, absolute, True)
    guest.condition_code(0 if may_store else 1 if may_fetch else 2)


def spka(guest, address):
    key = address >> 4 & 15
    if guest.psw_has(PROBLEM) and not guest.number(CR + 3 * 8 + 4, 4) & 0x80000000 >> key:
        raise ProgramCheck(PRIVILEGED)
    guest.state[PSW + 1] = guest.state[PSW + 1] & 0x0F | key << 4


def ipk(guest, *_):
    if guest.psw_has(PROBLEM) and not guest.cr0_has(EXTRACTION_AUTHORITY):
        raise ProgramCheck(PRIVILEGED)
    guest.set_low(2, guest.low(2) & ~0xFF | guest.psw_key << 4)


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


def combine_bytes(combine, codes=True):
    """MVC, NC, OC, XC: byte by byte from the left, so that an overlap sees what was stored before it."""

    def move(guest, first, second, length):
        source, target = guest.pieces(second, length, False), guest.pieces(first, length, True)
        for absolute, _ in source:
            guest.keys[absolute >> 12] |= 0x04
        for absolute, _ in target:
            guest.keys[absolute >> 12] |= 0x06
        places = zip(
            (at + n for at, part in target for n in range(part)), (at + n for at, part in source for n in range(part))
        )
        any_bit = 0
        for to, at in places:
            guest.storage[to] = combine(guest.storage[to], guest.storage[at])
            any_bit |= guest.storage[to]
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


INSTRUCTIONS = {
    0xB22B: (rrf, sske),
    0xB229: (rre, iske),
    0xB22A: (rre, rrbe),
    0xE501: (sse, tprot),
    0xB20A: (s, spka),
    0xB20B: (rre, ipk),
    0xB2B0: (s, store_facilities),
    0xEB2F: (rsy, load_control),
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
    last = code[5] if code[0] in (0xE3, 0xEB) else code[1]
    for opcode in (code[0], code[0] << 8 | last):
        if opcode in INSTRUCTIONS:
            fields, row = INSTRUCTIONS[opcode]
            return row, fields
    if code[:2] == b"\0\0":
        raise ProgramCheck(OPERATION)
    raise Unsupported(f"the instruction X'{code.hex().upper()}'")
