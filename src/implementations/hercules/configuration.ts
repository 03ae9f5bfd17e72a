/** What decides whether a spare machine fits. */
export interface Configuration {
  /** Bytes, a multiple of 1 MiB. */
  readonly storageSize: number;
}

export const mebibyte = 0x100000;

/**
 * The configuration file. Without the four priorities the CPU thread runs at nice 15; PANRATE is the period in ms in
 * which commands are looked for; a reader is there because Hercules does not start without a device.
 */
export function configurationFile({ storageSize }: Configuration): string {
  return [
    'CPUSERIAL 000611',
    'CPUMODEL 2964',
    `MAINSIZE ${storageSize / mebibyte}`,
    'XPNDSIZE 0',
    'CNSLPORT 0',
    'NUMCPU 1',
    ...['CPUPRIO 0', 'HERCPRIO 0', 'DEVPRIO 0', 'TODPRIO 0'],
    'ARCHMODE z/Arch',
    'OSTAILOR QUIET',
    'PANRATE 1',
    'LOGOPT NOTIMESTAMP',
    // The guest must not reach the console, nor the console a shell.
    'DIAG8CMD DISABLE',
    'SHCMDOPT DISABLE NODIAG8',
    '000C 3505 /dev/null ebcdic eof',
    '',
  ].join('\n');
}
