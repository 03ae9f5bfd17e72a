import { type ConfigField, command, header } from './config-space';

/** Offsets of the capabilities of a device of kind `vfio-pci`. */
export const capability = { msi: 0x40, msix: 0x60, express: 0x80, advancedFeatures: 0x80 } as const;
const id = { msi: 0x05, express: 0x10, msix: 0x11, advancedFeatures: 0x13 } as const;

/** Where function-level reset is asked for: byte and bit. Source: PCI Express Base Specification, Device Control; PCI Advanced Features ECN. */
export const functionReset = {
  express: { offset: capability.express + 9, bit: 0x80 },
  advancedFeatures: { offset: capability.advancedFeatures + 4, bit: 0x01 },
} as const;

const resetCapability = 1 << 28;

export interface FunctionShape {
  readonly express: boolean;
  readonly resets: boolean;
  readonly intx: boolean;
  readonly msi: number;
  readonly msix: number;
  /** Bytes of BAR2. */
  readonly memory: number;
}

/** A 64-bit memory BAR of a size. */
const bar = (index: number, size: number): ConfigField[] => [
  { offset: header.bar + index * 4, length: 4, value: 0x4, writable: ~(size - 1) >>> 0 },
  { offset: header.bar + index * 4 + 4, length: 4, value: 0, writable: 0xffff_ffff },
];

/** The capabilities one after the other; the last one is that of the function's kind. */
function capabilities({ express, resets, msi, msix }: FunctionShape): ConfigField[] {
  const chain: { at: number; id: number; fields: ConfigField[] }[] = [];
  if (msi > 0)
    chain.push({
      at: capability.msi,
      id: id.msi,
      fields: [{ offset: capability.msi + 2, length: 2, value: 0x80 | (Math.ceil(Math.log2(msi)) << 1) }],
    });
  if (msix > 0)
    chain.push({
      at: capability.msix,
      id: id.msix,
      fields: [
        { offset: capability.msix + 2, length: 2, value: msix - 1 },
        { offset: capability.msix + 4, length: 4, value: 0x0000_0004 },
        { offset: capability.msix + 8, length: 4, value: 0x0000_0804 },
      ],
    });
  chain.push(
    express
      ? {
          at: capability.express,
          id: id.express,
          fields: [
            { offset: capability.express + 2, length: 2, value: 0x0002 },
            { offset: capability.express + 4, length: 4, value: resets ? resetCapability : 0 },
            { offset: capability.express + 8, length: 2, value: 0x2810, writable: resets ? 0x8000 : 0 },
          ],
        }
      : {
          at: capability.advancedFeatures,
          id: id.advancedFeatures,
          fields: [
            { offset: capability.advancedFeatures + 2, length: 2, value: resets ? 0x0306 : 0x0006 },
            { offset: capability.advancedFeatures + 4, length: 1, value: 0, writable: resets ? 1 : 0 },
          ],
        },
  );
  return [
    { offset: header.capabilities, length: 1, value: chain[0]!.at },
    ...chain.flatMap(({ at, id: number, fields }, index) => [
      { offset: at, length: 1, value: number },
      { offset: at + 1, length: 1, value: chain[index + 1]?.at ?? 0 },
      ...fields,
    ]),
  ];
}

export const configFields = (shape: FunctionShape): ConfigField[] => [
  { offset: header.vendor, length: 2, value: 0x1014 },
  { offset: header.device, length: 2, value: 0x7c5a },
  {
    offset: header.command,
    length: 2,
    value: command.memory | command.busMaster,
    writable: command.memory | command.busMaster | command.intxDisable,
  },
  { offset: header.status, length: 2, value: 0x0010 },
  { offset: header.class, length: 3, value: 0x088000 },
  ...bar(0, 4096),
  ...bar(2, shape.memory),
  ...bar(4, 4096),
  { offset: header.subsystemVendor, length: 2, value: 0x1014 },
  { offset: header.interruptLine, length: 1, value: 0xff, writable: 0xff },
  { offset: header.interruptPin, length: 1, value: shape.intx ? 1 : 0 },
  ...capabilities(shape),
];
