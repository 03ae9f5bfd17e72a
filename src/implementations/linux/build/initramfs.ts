/** One entry of the archive. Modes as in stat. */
export interface ArchiveEntry {
  readonly name: string;
  readonly mode: number;
  readonly content?: Uint8Array;
  /** Major and minor number of a device file. */
  readonly device?: readonly [number, number];
}

const folder = 0o040755;
const program = 0o100755;
const file = 0o100644;
const characterDevice = 0o020600;

const aligned = (length: number): number => (length + 3) & ~3;

/** Linux 6.12 Documentation/driver-api/early-userspace/buffer-format.rst: 13 fields of 8 hexadecimal digits. */
function encodeEntry({ name, mode, content = new Uint8Array(), device = [0, 0] }: ArchiveEntry, inode: number): Buffer {
  const fields = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, device[0], device[1], name.length + 1, 0];
  const head = `070701${fields.map((value) => value.toString(16).padStart(8, '0')).join('')}${name}\0`;
  const entry = Buffer.alloc(aligned(head.length) + aligned(content.length));
  entry.write(head, 'latin1');
  entry.set(content, aligned(head.length));
  return entry;
}

/** A newc archive, as the kernel unpacks it at its start. The same entries make the same bytes. */
export function makeArchive(entries: readonly ArchiveEntry[]): Buffer {
  return Buffer.concat([...entries, { name: 'TRAILER!!!', mode: 0 }].map(encodeEntry));
}

/** What a guest starts with: the agent, and modules in the order in which it loads them. */
export function makeInitramfs(
  agent: Uint8Array,
  modules: readonly { readonly name: string; readonly content: Uint8Array }[],
): Buffer {
  const list = modules.map(({ name }) => `/lib/${name}.ko\n`).join('');
  return makeArchive([
    ...['dev', 'proc', 'sys', 'lib', 'tmp'].map((name) => ({ name, mode: folder })),
    { name: 'dev/console', mode: characterDevice, device: [5, 1] },
    { name: 'init', mode: program, content: agent },
    { name: 'modules', mode: file, content: Buffer.from(list) },
    ...modules.map(({ name, content }) => ({ name: `lib/${name}.ko`, mode: file, content })),
  ]);
}
