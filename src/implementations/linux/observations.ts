import type { Access } from '../../contract/entries';

/**
 * Events for the kernel's tracer (Linux 6.12 Documentation/trace/kprobetrace.rst), each when the function returns. `$arg1`
 * points to a structure that begins with a pointer to a device, which begins with its name: include/linux/vfio.h
 * vfio_device, device.h, kobject.h.
 */
export const probes: readonly string[] = [
  // The core tells a driver which arc is next: drivers/vfio/vfio_main.c.
  'r:tck/arc vfio:vfio_mig_get_next_state device=+0(+0(+0($arg1))):string from=$arg2:u32 to=+0($arg4):u32 failed=$retval:u32',
  // Every piece of an access to a region: samples/vfio-mdev/mtty.c.
  'r:tck/access mtty:mdev_access device=+0(+0(+0($arg1))):string bytes=+0($arg2):x8[4] count=$arg3:u64 at=$arg4:x64 write=$arg5:u8',
];

export interface Observation {
  /** Name of the device in sysfs. */
  readonly device: string;
  readonly access: Access;
}

/** Regions of VFIO PCI: index in the bits from 40 on. */
const regions = ['BAR0', 'BAR1', 'BAR2', 'BAR3', 'BAR4', 'BAR5', 'ROM', 'config'] as const;

type Fields = ReadonlyMap<string, string>;

const kinds: Readonly<Record<string, (fields: Fields) => Access | undefined>> = {
  arc(fields) {
    if (fields.get('failed') !== '0') return undefined;
    const bytes = Uint8Array.of(Number(fields.get('from')), Number(fields.get('to')));
    return { direction: 'write', region: 'migration', offset: 0n, bytes };
  },
  access(fields) {
    const at = BigInt(fields.get('at')!);
    const index = Number(at >> 40n);
    const bytes = fields
      .get('bytes')!
      .match(/0x[0-9a-f]+/g)!
      .map(Number);
    return {
      direction: fields.get('write') === '1' ? 'write' : 'read',
      region: regions[index] ?? `region ${index}`,
      offset: BigInt.asUintN(40, at),
      bytes: Uint8Array.from(bytes.slice(0, Number(fields.get('count')))),
    };
  },
};

/** Reads lines like `program-128 [000] ..... 3.98: arc: (… <- …) device="…" from=2 to=1 failed=0`; others do not count. */
export function readObservations(text: string): Observation[] {
  return text.split('\n').flatMap((line) => {
    const [, kind, rest] = / (\w+): \(.*?\) (device=.*)$/.exec(line) ?? [];
    const read = kind === undefined ? undefined : kinds[kind];
    if (read === undefined) return [];
    const fields = new Map(
      Array.from(rest!.matchAll(/(\w+)=("[^"]*"|\{[^}]*\}|\S+)/g), ([, name, value]) => [name!, value!]),
    );
    const access = read(fields);
    return access === undefined ? [] : [{ device: fields.get('device')!.replaceAll('"', ''), access }];
  });
}
