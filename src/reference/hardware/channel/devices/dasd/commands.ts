import { senseId } from '../byte-device';
import { normalEnd } from '../device';
import type { DasdCommand } from './command';
import { controls } from './controls';
import type { Dasd } from './dasd';
import { reads } from './reads';
import { searches } from './searches';
import { message, reject } from './sense';
import { writes } from './writes';

const input = (bytes: (device: Dasd) => Uint8Array): DasdCommand => ({
  begin: (device) => ({ kind: 'input', data: bytes(device), end: () => normalEnd }),
});

const information: readonly (readonly [number, DasdCommand])[] = [
  [0x04, input((device) => device.takeSense())],
  [0x22, input((device) => Uint8Array.of(device.next & 0xff))],
  [0x64, input((device) => device.behaviour.characteristics(device))],
  [
    0xe4,
    input(({ model, traits }) =>
      traits.identification(
        senseId({ controlUnit: 0x3990, controlUnitModel: 0xe9, device: 0x3390, deviceModel: model }),
      ),
    ),
  ],
];

/** Commands with a variant, code + 0x80, that goes on with the next track of the cylinder. */
const multitrackVariants: ReadonlySet<number> = new Set([
  0x06, 0x0e, 0x1e, 0x12, 0x16, 0x1a, 0x31, 0x51, 0x71, 0x29, 0x49, 0x69, 0x05, 0x0d,
]);

const all = [...reads, ...searches, ...writes, ...controls, ...information];

/** The commands of a 3390 behind a 3990. Source: SA22-1025; fact sheet 8.2. */
export const dasdCommands: ReadonlyMap<number, DasdCommand> = new Map([
  ...all,
  ...all.flatMap(([code, command]): [number, DasdCommand][] =>
    multitrackVariants.has(code) ? [[code | 0x80, command]] : [],
  ),
]);

/** Inside the domain of a Locate Record only commands of its operation may come; NOP and SENSE change nothing. */
export function checkDomain(device: Dasd, code: number, { domains }: DasdCommand): void {
  const { domain } = device;
  if (domain === undefined || code === 0x03 || code === 0x04) return;
  if (domain.left <= 0) device.domain = undefined;
  else if (!(domains?.includes(domain.operation) ?? false)) throw reject(message.invalidSequence);
}
