"""A guest: storage, storage keys, the CPU state, and one unit of operation."""

# Offsets in the CPU state, the image of 512 bytes that "store status" leaves.
GR, PSW, PREFIX, AR, CR = 0x080, 0x100, 0x118, 0x140, 0x180

# Program-interruption codes.
OPERATION, PRIVILEGED, PROTECTION, ADDRESSING, SPECIFICATION = 1, 2, 4, 5, 6
SEGMENT_TRANSLATION, PAGE_TRANSLATION, TRANSLATION_SPECIFICATION, SPECIAL_OPERATION = 0x10, 0x11, 0x12, 0x13
ALET_SPECIFICATION, ALEN_TRANSLATION, ALE_SEQUENCE, ASTE_VALIDITY, ASTE_SEQUENCE, EXTENDED_AUTHORITY = range(0x28, 0x2E)
ASCE_TYPE, REGION_TRANSLATION = 0x38, (0x39, 0x3A, 0x3B)
# The old PSW points to the instruction itself.
NULLIFYING = (SEGMENT_TRANSLATION, PAGE_TRANSLATION, ASCE_TYPE, *REGION_TRANSLATION, *range(0x29, 0x2E))

# Address spaces, in the numbering of PSW bits 16-17, and the control registers that designate them.
PRIMARY, ACCESS_REGISTER, SECONDARY, HOME = range(4)
DESIGNATED_BY = {PRIMARY: 1, SECONDARY: 7, HOME: 13}

# The levels of translation: type in the entry, how far left the index is, the exception without a valid entry.
LEVELS = ((3, 53, 0x39), (2, 42, 0x3A), (1, 31, 0x3B), (0, 20, SEGMENT_TRANSLATION))

# Bits of control register 0.
LOW_ADDRESS_PROTECTION, EXTRACTION_AUTHORITY, SECONDARY_SPACE = 0x10000000, 0x08000000, 0x04000000
FETCH_OVERRIDE, STORAGE_OVERRIDE = 0x02000000, 0x01000000

# Bits of PSW word 0.
DAT, WAIT, PROBLEM = 0x04000000, 0x00020000, 0x00010000

# Bits 56, 60 and 61 of the translation-exception identification.
DAT_PROTECTED, LIST_PROTECTED = 0x04, 0x0C


class Address(int):
    """An address that knows its base register: in the access-register mode that names the space."""

    base = 0


class Unsupported(Exception):
    """This machine cannot do it; nothing has been changed."""


class ProgramCheck(Exception):
    """A program exception on its way to the interruption."""

    def __init__(self, code, teid=None):
        super().__init__(code)
        self.code, self.teid = code, teid


class Guest:
    """One running instance: storage, keys and a CPU."""

    def __init__(self, size, facilities, decode):
        self.decode = decode
        self.storage = bytearray(size)
        self.keys = bytearray(size >> 12)
        self.state = bytearray(512)
        self.facilities = facilities
        self.base = 0
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

    def key_blocks(self, access_key, address, length, absolute, store, private=0):
        key = self.keys[absolute >> 12]
        if access_key == 0 or access_key == key >> 4:
            return False
        if not store and not key & 0x08:
            return False
        if not store and not private and self.cr0_has(FETCH_OVERRIDE) and address + length <= 2048:
            return False
        return not (key >> 4 == 9 and self.cr0_has(STORAGE_OVERRIDE))

    def low_address(self, address, private=0):
        return not private and self.cr0_has(LOW_ADDRESS_PROTECTION) and address & ~0x11FF == 0

    @property
    def space(self):
        return self.state[PSW + 2] >> 6

    def identification(self, address, store, kind, space):
        teid = address & ~0xFFF | space
        if 75 in self.facilities:
            teid |= 0x400 if store else 0x800
        return teid | (kind if 131 in self.facilities or kind in (DAT_PROTECTED, LIST_PROTECTED) else 0)

    def blocked(self, address, store, kind, space):
        return ProgramCheck(PROTECTION, self.identification(address, store, kind, space))

    def designation(self, space, address, store):
        """The address-space-control element."""
        if space != ACCESS_REGISTER:
            return self.number(CR + 8 * DESIGNATED_BY[space], 8)
        self.base = getattr(address, "base", 0)
        word = self.number(AR + 4 * self.base, 4) if self.base else 0
        if word < 2:
            return self.number(CR + 8 * DESIGNATED_BY[SECONDARY if word else PRIMARY], 8)
        return self.listed_designation(word, address, store)

    def control_block(self, real, length):
        absolute = self.absolute(real)
        if absolute + length > len(self.storage):
            raise ProgramCheck(ADDRESSING)
        return self.storage[absolute : absolute + length]

    def listed_designation(self, word, address, store):
        """Access-register translation: the space of an access-list-entry token."""

        def demand(condition, code):
            if not condition:
                raise ProgramCheck(code, self.identification(address, store, 0, ACCESS_REGISTER))

        demand(word >> 25 == 0, ALET_SPECIFICATION)
        owner = self.number(CR + 8 * (5 if word >> 24 else 2) + 4, 4) & 0x7FFFFFC0
        designation = int.from_bytes(self.control_block(owner + 16, 4), "big")
        number = word & 0xFFFF
        demand(number >> 3 <= designation & 0x7F, ALEN_TRANSLATION)
        entry = int.from_bytes(self.control_block((designation & 0x7FFFFF80) + 16 * number, 16), "big")
        demand(not entry >> 127, ALEN_TRANSLATION)
        demand(entry >> 112 & 0xFF == word >> 16 & 0xFF, ALE_SEQUENCE)
        second = int.from_bytes(self.control_block(entry >> 32 & 0x7FFFFFC0, 64), "big")
        demand(not second >> 511, ASTE_VALIDITY)
        demand(second >> 320 & 0xFFFFFFFF == entry & 0xFFFFFFFF, ASTE_SEQUENCE)
        index = self.number(CR + 8 * 8 + 4, 4) >> 16
        if entry >> 120 & 1 and entry >> 96 & 0xFFFF != index:
            demand(index >> 4 <= second >> 452 & 0xFFF, EXTENDED_AUTHORITY)
            byte = self.control_block((second >> 480 & 0x7FFFFFFC) + (index >> 2), 1)[0]
            demand(byte & 0x40 >> (index & 3) * 2, EXTENDED_AUTHORITY)
        if entry >> 121 & 1 and store:
            raise self.blocked(address, store, LIST_PROTECTED, ACCESS_REGISTER)
        return second >> 384 & (1 << 64) - 1

    def table_entry(self, address):
        if address + 8 > len(self.storage):
            raise ProgramCheck(ADDRESSING)
        return int.from_bytes(self.storage[address : address + 8], "big")

    def translate(self, address, asce, store, space):
        """The real address of a virtual one, and whether DAT protection forbids stores. Tables are at absolute addresses."""
        if asce & 0x20:
            return address, False
        teid = self.identification(address, store, 0, space)
        top = 3 - (asce >> 2 & 3)
        if top and address >> LEVELS[top][1] + 11:
            raise ProgramCheck(ASCE_TYPE, teid)
        origin, first, last = asce & ~0xFFF, 0, asce & 3
        for kind, shift, invalid in LEVELS[top:]:
            index = address >> shift & 0x7FF
            if not first <= index >> 9 <= last:
                raise ProgramCheck(invalid, teid)
            entry = self.table_entry(origin + 8 * index)
            if entry & 0x20:
                raise ProgramCheck(invalid, teid)
            if entry >> 2 & 3 != kind or kind == 0 and entry & 0x10 and asce & 0x100:
                raise ProgramCheck(TRANSLATION_SPECIFICATION)
            origin, first, last = entry & ~0xFFF, entry >> 6 & 3, entry & 3
        page = self.table_entry((entry & ~0x7FF) + 8 * (address >> 12 & 0xFF))
        if page & 0x400:
            raise ProgramCheck(PAGE_TRANSLATION, teid)
        if page & 0x800:
            raise ProgramCheck(TRANSLATION_SPECIFICATION)
        return page & ~0xFFF | address & 0xFFF, (page | entry) & 0x200 != 0

    def pieces(self, address, length, store, key=None, space=None, dat=None):
        """Checks an operand and says where it is: nothing is accessed before all of it may be."""
        key = self.psw_key if key is None else key
        space = self.space if space is None else space
        asce = self.designation(space, address, store) if (self.psw_has(DAT) if dat is None else dat) else None
        private = 0 if asce is None else asce & 0x100
        found = []
        while length > 0:
            part = min(length, 4096 - address % 4096)
            if store and self.low_address(address, private):
                raise self.blocked(address, store, 0x80, space)
            real, protected = (address, False) if asce is None else self.translate(address, asce, store, space)
            if store and protected:
                raise self.blocked(address, store, DAT_PROTECTED, space)
            absolute = self.absolute(real)
            if absolute >= len(self.storage):
                raise ProgramCheck(ADDRESSING)
            if self.key_blocks(key, address, part, absolute, store, private):
                raise self.blocked(address, store, 0x08, space)
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
        if not self.psw_is_valid():
            return self.program_interruption(ProgramCheck(SPECIFICATION), 0)
        if mask & WAIT:
            return "wait"
        length = 2
        try:
            self.demand_aligned(address, 2)
            space = HOME if self.space == HOME else PRIMARY
            code = self.fetch_from(self.pieces(address, 2, False, space=space))
            length = (2, 4, 4, 6)[code[0] >> 6]
            code = self.fetch_from(self.pieces(address, length, False, space=space))
            row, fields = self.decode(code)
            self.put(PSW + 8, 8, self.wrap(address + length))
            return row(self, *fields(self, code)) or "completed"
        except ProgramCheck as check:
            self.put(PSW + 8, 8, address if check.code in NULLIFYING else self.wrap(address + length))
            return self.program_interruption(check, length)

    def psw_is_valid(self):
        high, low, address = self.number(PSW, 4), self.number(PSW + 4, 4), self.number(PSW + 8, 8)
        if high & 0xB80800FE or low & 0x7FFFFFFF:
            return False
        if high & 1:
            return low != 0
        return address >> (31 if low else 24) == 0

    def program_interruption(self, check, length):
        area = self.exchange_psws(0x150)
        self.storage[area + 0x8C : area + 0x90] = (length << 16 | check.code).to_bytes(4, "big")
        if check.teid is not None:
            self.storage[area + 0xA0] = self.base if check.teid & 3 == ACCESS_REGISTER else 0
            self.storage[area + 0xA8 : area + 0xB0] = (check.teid & (1 << 64) - 1).to_bytes(8, "big")
        return "program"

    def exchange_psws(self, old):
        """The old PSW is stored and the new one loaded; neither keys nor low-address protection apply."""
        area = self.prefix
        if area + 0x2000 > len(self.storage):
            raise Unsupported("an interruption with the prefix area outside storage")
        self.keys[area >> 12] |= 0x06
        self.storage[area + old : area + old + 16] = self.state[PSW : PSW + 16]
        self.state[PSW : PSW + 16] = self.storage[area + old + 0x80 : area + old + 0x90]
        return area
