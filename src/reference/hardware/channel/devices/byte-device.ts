import { deviceStatus as unit } from '../../../../architecture/scsw';
import { ChannelDevice, type Command, type Commands, normalEnd, type Operation, sense } from './device';

/** What SENSE ID tells of a device. */
export interface Identity {
  readonly controlUnit: number;
  readonly controlUnitModel: number;
  readonly device: number;
  readonly deviceModel: number;
}

/** SENSE ID: FF, control unit and model, device and model, zero; then command information words, 4 bytes each. */
export function senseId(identity: Identity, informationWords: readonly number[] = []): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 + informationWords.length * 4));
  view.setUint8(0, 0xff);
  view.setUint16(1, identity.controlUnit);
  view.setUint8(3, identity.controlUnitModel);
  view.setUint16(4, identity.device);
  view.setUint8(6, identity.deviceModel);
  informationWords.forEach((word, index) => {
    view.setUint32(8 + index * 4, word);
  });
  return new Uint8Array(view.buffer);
}

const normally = (): number => normalEnd;

const input =
  (data: (device: ByteDevice) => Uint8Array): Command<ByteDevice> =>
  (device) => ({ kind: 'input', data: data(device), end: normally });

const output =
  (wanted: (device: ByteDevice) => number): Command<ByteDevice> =>
  (device) => ({ kind: 'output', wanted: wanted(device), end: normally });

const immediately =
  (status: (device: ByteDevice) => number): Command<ByteDevice> =>
  (device) => ({ kind: 'immediate', end: () => status(device) });

/**
 * What the device does about commands. Beside the usual ones there are controls that end with a status of their own, and one
 * that does not end before it is made to.
 */
const commands: Commands<ByteDevice> = new Map<number, Command<ByteDevice>>([
  [0x01, output((device) => device.record)],
  [0x02, input((device) => device.records.shift() ?? device.data)],
  [0x03, immediately(normally)],
  [0x04, input((device) => device.takeSense())],
  [0x07, output(() => 6)],
  [
    0x0b,
    (device) => {
      device.holdsNext = true;
      return { kind: 'output', wanted: 0, end: normally };
    },
  ],
  [0x0c, input((device) => (device.records.shift() ?? device.data).slice().reverse())],
  [0x0f, immediately(() => normalEnd | unit.statusModifier)],
  [
    0x13,
    (device) => {
      device.splitsNext = true;
      return { kind: 'immediate', end: normally };
    },
  ],
  [0x17, immediately(() => normalEnd | unit.unitException)],
  [0x1f, immediately((device) => device.check(sense.equipmentCheck))],
  [0xe4, input((device) => device.traits.identification(senseId(device.identity)))],
]);

/**
 * A device of bytes without a meaning.
 * 01 WRITE, 02 READ, 03 NOP, 04 SENSE, 07 CONTROL with 6 bytes, 0B CONTROL that does not end before it is made to, 0C READ
 * BACKWARD, 0F CONTROL that ends with status modifier, 13 CONTROL with channel end and a later device end, 17 CONTROL that
 * ends with unit exception, 1F CONTROL that ends with unit check, E4 SENSE ID. Every other command is rejected.
 */
export class ByteDevice extends ChannelDevice {
  /** What the next reads deliver, one each; then `data`. */
  readonly records: Uint8Array[] = [];
  data: Uint8Array = Uint8Array.from({ length: 256 }, (_, index) => index);
  /** Bytes that a write wants; it takes what comes where there is no limit. */
  record = Number.POSITIVE_INFINITY;

  constructor(readonly identity: Identity) {
    super();
  }

  protected command(code: number): Operation {
    return commands.get(code)?.(this, code) ?? { kind: 'refused', status: this.check(sense.commandReject) };
  }
}
