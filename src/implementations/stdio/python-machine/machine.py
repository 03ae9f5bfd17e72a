#!/usr/bin/env python3
"""A small s390x machine for s390-tck: storage, storage keys, one CPU with address translation.

It speaks the protocol of the kit on stdin and stdout (see GUIDE.md) and needs nothing but Python 3.
What it cannot do it answers with "unsupported": that is never a failure and never a pass.
"""

import json
import sys

sys.dont_write_bytecode = True

from guest import PSW, Guest, Unsupported  # noqa: E402
from instructions import decode  # noqa: E402

PROTOCOL = 1
FACILITIES = [1, 2, 7, 10, 14, 75, 131]
LARGEST_STORAGE = 1 << 30


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
        self.guests[instance] = Guest(size, {f for f in FACILITIES if f not in wanted["absent"]}, decode)
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
