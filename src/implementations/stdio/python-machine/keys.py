"""The instructions that are about storage keys and the key in the PSW."""

from guest import (
    ADDRESSING,
    ALET_SPECIFICATION,
    CR,
    DAT,
    EXTRACTION_AUTHORITY,
    NULLIFYING,
    PRIVILEGED,
    PROBLEM,
    PSW,
    SPECIAL_OPERATION,
    ProgramCheck,
)


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


def translated(guest, address):
    """Absolute address, private space, DAT protection; by the tables when DAT is on."""
    if not guest.psw_has(DAT):
        return guest.absolute(address), 0, False
    asce = guest.designation(guest.space, address, False)
    real, protected = guest.translate(address, asce, False, guest.space)
    return guest.absolute(real), asce & 0x100, protected


def tprot(guest, address, operand):
    guest.demand_supervisor()
    try:
        absolute, private, protected = translated(guest, address)
    except ProgramCheck as check:
        if check.code not in (*NULLIFYING, ALET_SPECIFICATION):
            raise
        return guest.condition_code(3)
    if absolute >= len(guest.storage):
        raise ProgramCheck(ADDRESSING)
    key = operand >> 4 & 15
    if guest.psw_has(DAT):
        try:  # An access-list entry for fetching only shows when the space is designated for a store.
            guest.designation(guest.space, address, True)
        except ProgramCheck:
            protected = True
    may_fetch = not guest.key_blocks(key, address, 1, absolute, False, private)
    may_store = not (
        protected or guest.low_address(address, private) or guest.key_blocks(key, address, 1, absolute, True, private)
    )
    guest.condition_code(0 if may_store else 1 if may_fetch else 2)


def demand_dat(guest):
    if not guest.psw_has(DAT):
        raise ProgramCheck(SPECIAL_OPERATION)


def demand_extraction_authority(guest):
    if guest.psw_has(PROBLEM) and not guest.cr0_has(EXTRACTION_AUTHORITY):
        raise ProgramCheck(PRIVILEGED)


def demand_key_authority(guest, key):
    if guest.psw_has(PROBLEM) and not guest.number(CR + 3 * 8 + 4, 4) & 0x80000000 >> key:
        raise ProgramCheck(PRIVILEGED)


def ivsk(guest, r1, r2):
    demand_dat(guest)
    demand_extraction_authority(guest)
    absolute, _, _ = translated(guest, guest.wrap(guest.gr(r2)))
    if absolute >= len(guest.storage):
        raise ProgramCheck(ADDRESSING)
    guest.set_low(r1, guest.low(r1) & ~0xFF | guest.keys[absolute >> 12] & 0xF8)


def test_block(guest, _, r2):
    guest.demand_supervisor()
    address = guest.wrap(guest.gr(r2))
    if guest.low_address(address & ~0xFFF):
        raise guest.blocked(address, True, 0x80, guest.space)
    frame = guest.frame(r2)
    guest.keys[frame] |= 0x06
    guest.storage[frame << 12 : (frame + 1) << 12] = bytes(4096)
    guest.set_gr(0, 0)
    guest.condition_code(0)


def spka(guest, address):
    key = address >> 4 & 15
    demand_key_authority(guest, key)
    guest.state[PSW + 1] = guest.state[PSW + 1] & 0x0F | key << 4


def ipk(guest, *_):
    demand_extraction_authority(guest)
    guest.set_low(2, guest.low(2) & ~0xFF | guest.psw_key << 4)
