"""Instruction formats: the operands as the instruction sees them."""

from guest import Address


def based(guest, code, at, index=0, high=0):
    base, displacement = code[at] >> 4, (code[at] & 15) << 8 | code[at + 1]
    displacement += (high - 256 if high > 127 else high) << 12
    address = Address(guest.wrap((guest.gr(base) if base else 0) + (guest.gr(index) if index else 0) + displacement))
    address.base = base
    return address


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


def ss_r(guest, code):
    return based(guest, code, 2), based(guest, code, 4), code[1] >> 4, code[1] & 15


def i(guest, code):
    return (code[1],)


def sse(guest, code):
    return based(guest, code, 2), based(guest, code, 4)
