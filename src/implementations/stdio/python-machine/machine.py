#!/usr/bin/env python3
"""A small s390x machine for s390-tck: storage, storage keys, one CPU without address translation.

It speaks the protocol of the kit on stdin and stdout (see GUIDE.md) and needs nothing but Python 3.
What it cannot do it answers with "unsupported": that is never a failure and never a pass.
"""

import json
import sys

PROTOCOL = 1
FACILITIES = [1, 2, 7, 10, 14, 75, 131]
LARGEST_STORAGE = 1 << 30

# Offsets in the CPU state, the image of 512 bytes that "store status" leaves.
GR, PSW, PREFIX, CR = 0x080, 0x100, 0x118, 0x180

# Program-interruption codes.
OPERATION, PRIVILEGED, PROTECTION, ADDRESSING, SPECIFICATION = 1, 2, 4, 5, 6

# Bits of control register 0.
SSM_SUPPRESSION, LOW_ADDRESS_PROTECTION, EXTRACTION_AUTHORITY = 0x40000000, 0x10000000, 0x08000000
FETCH_OVERRIDE, STORAGE_OVERRIDE = 0x02000000, 0x01000000

# Bits of PSW word 0.
DAT, WAIT, PROBLEM = 0x04000000, 0x00020000, 0x00010000


class Unsupported(Exception):
    """This machine cannot do it; nothing has been changed."""


class ProgramCheck(Exception):
    """A program exception on its way to the interruption."""

    def __init__(self, code, teid=None):
        super().__init__(code)
        self.code, self.teid = code, teid


class Guest:
    """One running instance: storage, keys and a CPU."""

    def __init__(self, size, facilities):
        self.storage = bytearray(size)
        self.keys = bytearray(size >> 12)
        self.state = bytearray(512)
        self.facilities = facilities
        self.initial_reset()

    def initial_reset(self):
        self.state[0x100:0x140] = bytes(0x40)
        self.state[0x180:0x200] = bytes(0x80)
        self.put(CR, 8, 0xE0)
        self.put(CR + 14 * 8, 8, 0xC2000000)

    def clear_reset(self):
        self.storage[:] = bytes(len(self.storage))
        self.keys[:] = bytes(len(self.keys))
        self.state[:] = bytes(512)
        self.initial_reset()

    # --- the CPU state -------------------------------------------------------------------------------------

    def number(self, offset, length):
        return int.from_bytes(self.state[offset : offset + length], "big")

    def put(self, offset, length, value):
        self.state[offset : offset + length] = (value & ((1 << 8 * length) - 1)).to_bytes(length, "big")

    def gr(self, n):
        return self.number(GR + 8 * n, 8)

    def set_gr(self, n, value):
        self.put(GR + 8 * n, 8, value)

    def low(self, n):
        return self.number(GR + 8 * n + 4, 4)

    def set_low(self, n, value):
        self.put(GR + 8 * n + 4, 4, value)

    def cr0_has(self, bit):
        return self.number(CR + 4, 4) & bit != 0

    def psw_has(self, bit):
        return self.number(PSW, 4) & bit != 0

    @property
    def psw_key(self):
        return self.state[PSW + 1] >> 4

    @property
    def prefix(self):
        return self.number(PREFIX, 4)

    @property
    def address_bits(self):
        if self.state[PSW + 3] & 1:
            return 64
        return 31 if self.state[PSW + 4] & 0x80 else 24

    def wrap(self, address):
        return address & ((1 << self.address_bits) - 1)

    def condition_code(self, code):
        self.state[PSW + 2] = self.state[PSW + 2] & ~0x30 | code << 4

    # --- storage access ------------------------------------------------------------------------------------

    def absolute(self, real):
        """Prefixing exchanges the first 8 KiB and the 8 KiB at the prefix."""
        if real < 0x2000:
            return real + self.prefix
        if self.prefix <= real < self.prefix + 0x2000:
            return real - self.prefix
        return real

    def key_blocks(self, access_key, address, length, absolute, store):
        key = self.keys[absolute >> 12]
        if access_key == 0 or access_key == key >> 4:
            return False
        if not store and not key & 0x08:
            return False
        if not store and self.cr0_has(FETCH_OVERRIDE) and address + length <= 2048:
            return False
        return not (key >> 4 == 9 and self.cr0_has(STORAGE_OVERRIDE))

    def low_address(self, address):
        return self.cr0_has(LOW_ADDRESS_PROTECTION) and address & ~0x11FF == 0

    def blocked(self, address, store, kind):
        teid = address & ~0xFFF
        if 75 in self.facilities:
            teid |= 0x400 if store else 0x800
        if 131 in self.facilities:
            teid |= kind
        return ProgramCheck(PROTECTION, teid | self.number(PSW, 4) >> 14 & 3)

    def pieces(self, address, length, store):
        """Checks an operand and says where it is: nothing is accessed before all of it may be."""
        found = []
        while length > 0:
            part = min(length, 4096 - address % 4096)
            if store and self.low_address(address):
                raise self.blocked(address, store, 0x80)
            absolute = self.absolute(address)
            if absolute >= len(self.storage):
                raise ProgramCheck(ADDRESSING)
            if self.key_blocks(self.psw_key, address, part, absolute, store):
                raise self.blocked(address, store, 0x08)
            found.append((absolute, part))
            address, length = self.wrap(address + part), length - part
        return found

    def fetch_from(self, pieces):
        content = b""
        for absolute, length in pieces:
            self.keys[absolute >> 12] |= 0x04
            content += self.storage[absolute : absolute + length]
        return content

    def store_into(self, pieces, content):
        for absolute, length in pieces:
            self.keys[absolute >> 12] |= 0x06
            self.storage[absolute : absolute + length] = content[:length]
            content = content[length:]

    def fetch(self, address, length):
        return self.fetch_from(self.pieces(address, length, False))

    def store(self, address, content):
        self.store_into(self.pieces(address, len(content), True), content)

    def frame(self, register):
        """The absolute address of the frame that a register names by its real address."""
        absolute = self.absolute(self.wrap(self.gr(register)) & ~0xFFF)
        if absolute >= len(self.storage):
            raise ProgramCheck(ADDRESSING)
        return absolute >> 12

    def demand_supervisor(self):
        if self.psw_has(PROBLEM):
            raise ProgramCheck(PRIVILEGED)

    def demand_aligned(self, address, boundary):
        if address % boundary:
            raise ProgramCheck(SPECIFICATION)

    # --- one unit of operation -----------------------------------------------------------------------------

    def execute(self):
        mask, address = self.number(PSW, 4), self.number(PSW + 8, 8)
        if mask & DAT:
            raise Unsupported("dynamic address translation")
        if not self.psw_is_valid():
            return self.program_interruption(ProgramCheck(SPECIFICATION), 0)
        if mask & WAIT:
            return "wait"
        length = 2
        try:
            self.demand_aligned(address, 2)
            code = self.fetch(address, 2)
            length = (2, 4, 4, 6)[code[0] >> 6]
            code += self.fetch(self.wrap(address + 2), length - 2)
            row, fields = decode(code)
            self.put(PSW + 8, 8, self.wrap(address + length))
            row(self, *fields(self, code))
            return "completed"
        except ProgramCheck as check:
            self.put(PSW + 8, 8, self.wrap(address + length))
            return self.program_interruption(check, length)

    def psw_is_valid(self):
        high, low, address = self.number(PSW, 4), self.number(PSW + 4, 4), self.number(PSW + 8, 8)
        if high & 0xB80800FE or low & 0x7FFFFFFF:
            return False
        if high & 1:
            return low != 0
        return address >> (31 if low else 24) == 0

    def program_interruption(self, check, length):
        area = self.prefix
        if area + 0x2000 > len(self.storage):
            raise Unsupported("a program interruption with the prefix area outside storage")
        self.keys[area >> 12] |= 0x06
        self.storage[area + 0x8C : area + 0x90] = (length << 16 | check.code).to_bytes(4, "big")
        if check.teid is not None:
            self.storage[area + 0xA8 : area + 0xB0] = (check.teid & (1 << 64) - 1).to_bytes(8, "big")
        self.storage[area + 0x150 : area + 0x160] = self.state[PSW : PSW + 16]
        self.state[PSW : PSW + 16] = self.storage[area + 0x1D0 : area + 0x1E0]
        return "program"


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


# --- the contract: entries of a batch ----------------------------------------------------------------------


def resolve(address, answers):
    """A number, or one taken from an earlier answer of the batch."""
    if isinstance(address, str):
        return int(address, 16)
    answer = answers[address["entry"]]
    content = bytes.fromhex(answer.get("bytes") or answer.get("psw"))
    taken = content[address["offset"] : address["offset"] + address["length"]]
    return int.from_bytes(taken, "big") + int(address.get("plus", "0x0"), 16) & (1 << 64) - 1


def place(guest, space, address, count):
    """The bytearray behind a space, and where in it the bytes are."""
    if space == "cpu":
        content, start, unit = guest.state, address, 1
    elif space == "absolute":
        content, start, unit = guest.storage, address, 1
    elif space == "key":
        content, start, unit = guest.keys, address >> 12, 1
    else:
        raise Unsupported(f"the space {space}")
    if start + count * unit > len(content):
        raise Unsupported(f"{count} bytes of {space} at 0x{address:x}: there are {len(content)}")
    return content, slice(start, start + count)


def perform_entry(guest, entry, answers):
    verb = entry["verb"]
    if entry.get("cpu", 0) != 0:
        raise Unsupported("a second CPU")
    if verb == "read":
        if entry["space"] == "pending":
            return {"kind": "bytes", "bytes": ""}  # Nothing ever is.
        content, where = place(guest, entry["space"], resolve(entry["address"], answers), entry["length"])
        return {"kind": "bytes", "bytes": content[where].hex()}
    if verb == "write":
        new = bytes.fromhex(entry["bytes"])
        content, where = place(guest, entry["space"], resolve(entry["address"], answers), len(new))
        content[where] = bytes(key & 0xFE for key in new) if entry["space"] == "key" else new
        return {"kind": "done"}
    if verb == "execute":
        ending = guest.execute()
        psw = guest.state[PSW : PSW + 16].hex()
        return {"kind": "ended", "ending": ending, "psw": psw, "instructions": 0 if ending == "wait" else 1}
    if verb == "reset":
        if entry["kind"] == "clear":
            guest.clear_reset()
        elif entry["kind"] == "initial-cpu":
            guest.initial_reset()
        return {"kind": "done"}
    if verb == "settle":
        return {"kind": "done"}
    raise Unsupported(f"the verb {verb}")


# --- the protocol ------------------------------------------------------------------------------------------


class Machine:
    def __init__(self):
        self.guests = {}
        self.started = 0

    def initialize(self, params):
        return {"protocol": PROTOCOL}

    def manifest(self, params):
        return {
            "name": "python-machine",
            "title": "The machine of the guide, in Python",
            "version": "1",
            "faces": ["guest"],
            "byteOrder": "big",
            "wordSize": 64,
            "facilities": FACILITIES,
            "features": {"cpus.maximum": 1, "storage.maximum": LARGEST_STORAGE},
            "environment": {"python": sys.version.split()[0]},
        }

    def start(self, params):
        fixture = params["fixture"]
        size, wanted = fixture["storage"]["size"], fixture["facilities"]
        for name, demand in fixture["features"].items():
            if demand is not False:
                return {"kind": "unsupported", "what": "a feature", "missing": {"feature": name[:1000]}}
        for facility in wanted["present"]:
            if facility not in FACILITIES:
                return {"kind": "unsupported", "what": f"facility {facility}", "missing": {"facility": facility}}
        if fixture["cpus"] > 1 or fixture["devices"] or size > LARGEST_STORAGE:
            return {"kind": "unsupported", "what": "more than one CPU, devices, or more than 1 GiB of storage"}
        self.started += 1
        instance = f"guest-{self.started}"
        self.guests[instance] = Guest(size, {f for f in FACILITIES if f not in wanted["absent"]})
        return {"kind": "started", "instance": instance, "reserved": []}

    def perform(self, params):
        guest, answers = self.guests[params["instance"]], []
        for entry in params["batch"]:
            try:
                answers.append(perform_entry(guest, entry, answers))
            except Unsupported as reason:
                answers.append({"kind": "unsupported", "what": str(reason)})
                break
        return {"answers": answers}

    def stop(self, params):
        del self.guests[params["instance"]]
        return {}

    def shutdown(self, params):
        return {}


def main():
    machine = Machine()
    for line in sys.stdin.buffer:
        message = json.loads(line)
        # One request after the other: when "cancel" is read, its request has been answered.
        if message["method"] == "cancel":
            continue
        answer = {"jsonrpc": "2.0", "id": message["id"]}
        try:
            answer["result"] = getattr(machine, message["method"])(message["params"])
        except Exception as error:  # The kit shows it as evidence; stderr is the log.
            print(f"{message['method']}: {error!r}", file=sys.stderr, flush=True)
            answer["error"] = {"code": -32603, "message": repr(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        if message["method"] == "shutdown":
            break


if __name__ == "__main__":
    main()
