/** Who may import whom. A room is a folder; the longest match counts. Imports inside a room are free. */
export interface Room {
  readonly folder: string;
  readonly mayImport: readonly string[];
  /** Tables may be long. */
  readonly table?: true;
}

const foundation = ['src/package-root.ts'];

export const rooms: readonly Room[] = [
  { folder: 'src/package-root.ts', mayImport: [] },
  { folder: 'src/index.ts', mayImport: ['src'] },
  { folder: 'src/codec', mayImport: foundation },
  { folder: 'src/architecture', mayImport: ['src/codec', ...foundation], table: true },
  { folder: 'src/uapi', mayImport: ['src/codec', ...foundation], table: true },
  { folder: 'src/process', mayImport: foundation },
  { folder: 'src/contract', mayImport: ['src/codec', 'src/architecture', 'src/uapi', ...foundation] },
  { folder: 'src/reference', mayImport: ['src/contract', 'src/codec', 'src/architecture', 'src/uapi', ...foundation] },
  {
    folder: 'src/reference/index.ts',
    mayImport: ['src/contract', 'src/reference', 'src/reference/faults', ...foundation],
  },
  {
    folder: 'src/reference/faults',
    mayImport: ['src/contract', 'src/codec', 'src/architecture', 'src/uapi', 'src/reference', ...foundation],
    table: true,
  },
  {
    folder: 'src/implementations',
    mayImport: ['src/contract', 'src/process', 'src/codec', 'src/architecture', 'src/uapi', ...foundation],
  },
  {
    folder: 'src/certification',
    mayImport: ['src/contract', 'src/process', 'src/codec', 'src/architecture', 'src/uapi', ...foundation],
  },
  { folder: 'src/reporting', mayImport: ['src/contract', 'src/codec', 'src/certification', ...foundation] },
  {
    folder: 'src/cli',
    mayImport: [
      'src/contract',
      'src/certification',
      'src/reporting',
      'src/reference',
      'src/implementations',
      ...foundation,
    ],
  },
  { folder: 'steps', mayImport: ['src/contract', 'src/codec', 'src/architecture', 'src/uapi', ...foundation] },
  { folder: 'scripts', mayImport: ['src', 'steps', 'scripts'] },
];

export const longestFile = 400;
export const forbiddenNames = /^(utils?|helpers?|common|misc|shared|stuff)(\.|$)/i;
