import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import { demand, hex } from '../expectation';
import { parseBytes } from '../parameters';
import { bigEndian, fromBigEndian } from '../registers';
import { Given, Then, When } from '../vocabulary';
import type { TckWorld } from '../world';
import { ccwOf } from './channel-program';
import { Subchannels } from './subchannels';

/** Where a record says `PSW 0x20000`: the 8-byte PSW of ESA/390 with that address in 31-bit addressing mode. */
function shortPsw(address: number): Uint8Array {
  return bigEndian((0x00080000n << 32n) | 0x80000000n | BigInt(address), 8);
}

/** A part of the data of a record: bytes, zeros, a PSW, or a format-0 CCW as `CCW 06 READ, CC SLI, 144, 0x10000`. */
function partOf(text: string): Uint8Array {
  if (text.startsWith("X'")) return parseBytes(text);
  const psw = /^PSW (0x[0-9A-F]+)$/.exec(text);
  if (psw !== null) return shortPsw(Number(psw[1]));
  const zeros = /^(\d+) times (X'(?:[0-9A-F]{2})+')$/.exec(text);
  if (zeros !== null) return Buffer.alloc(Number(zeros[1]) * parseBytes(zeros[2]!).length, parseBytes(zeros[2]!));
  const ccw = /^CCW ([^,]+), ([^,]*), (\d+), (0x[0-9A-F]+)$/.exec(text);
  if (ccw === null) throw new Error(`"${text}" is no part of a record: X'00', 4 times X'00', PSW 0x20000 or a CCW`);
  const [, command = '', flags = '', count = '', address = ''] = ccw;
  return ccwOf(0, { command, flags: flags === 'no flags' ? '' : flags, count, address });
}

const dataOf = (text: string): Uint8Array =>
  Buffer.concat(
    text
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(partOf),
  );

/** Count, key and data of one record. */
function recordOf(cylinder: number, head: number, number: number, key: Uint8Array, data: Uint8Array): Uint8Array {
  const count = Buffer.alloc(8);
  count.writeUInt16BE(cylinder, 0);
  count.writeUInt16BE(head, 2);
  count[4] = number;
  count[5] = key.length;
  count.writeUInt16BE(data.length, 6);
  return Buffer.concat([count, key, data]);
}

/** A track with home address, a standard R0 and the records of the table. */
Given(
  'cylinder {int}, head {int} of disk {string} has the records:',
  function (this: TckWorld, cylinder: number, head: number, disk: string, table: DataTable) {
    const address = Buffer.alloc(5);
    address.writeUInt16BE(cylinder, 1);
    address.writeUInt16BE(head, 3);
    const records = table.hashes().map((row) => {
      const key = dataOf(row['key'] ?? '');
      return recordOf(cylinder, head, Number(row['record']), key, dataOf(row['data'] ?? ''));
    });
    const none = new Uint8Array();
    const track = [address, recordOf(cylinder, head, 0, none, new Uint8Array(8)), ...records];
    Subchannels.of(this).does(disk, 'track', Buffer.concat(track));
  },
);

/** IPL of the CCW type, until it has ended one way or the other. */
When('the guest is loaded from {string}', async function (this: TckWorld, device: string) {
  await Subchannels.of(this).plugged();
  const [ended] = await this.perform(`load from "${device}"`, [{ verb: 'load', device, cpu: 0 }]);
  if (ended?.kind !== 'ended') throw new Error(`load was answered with ${ended?.kind}`);
  const { ending, psw } = ended;
  this.last = { instruction: new Uint8Array(), address: 0n, mask: fromBigEndian(psw.subarray(0, 8)), ending, psw };
  if (ending !== 'completed') return;
  this.pswMask = this.last.mask;
  this.instructionAddress = fromBigEndian(psw.subarray(8));
});

defineParameterType({
  name: 'load-end',
  regexp: /starts at 0x[0-9A-F]+(?: in (?:24|31)-bit mode)?|stays in the load state/,
  transformer: (text: string) => text,
  useForSnippets: false,
});

/** The address at which the CPU starts, and its addressing mode where the feature states it. */
Then('the CPU {load-end}', function (this: TckWorld, expected: string) {
  const { ending, psw } = this.executed;
  const mode = expected.endsWith('mode') ? ` in ${(psw[4]! & 0x80) === 0 ? 24 : 31}-bit mode` : '';
  const start = `starts at ${hex(fromBigEndian(psw.subarray(8)))}${mode}`;
  const seen = ending === 'completed' ? start : 'stays in the load state';
  demand('the load ends otherwise', [this.compare('the CPU', expected, seen)]);
});
