/** What changes the command line, and so decides whether a spare machine fits. */
export interface Configuration {
  readonly storageSize: number;
  /** CPU features to switch off, in QEMU's words, sorted. */
  readonly without: readonly string[];
}

export const mebibyte = 0x100000;

export function commandLine(configuration: Configuration): string[] {
  const size = `${configuration.storageSize / mebibyte}M`;
  const cpu = ['max', ...configuration.without.map((name) => `${name}=off`)].join(',');
  return [
    ...['-nodefaults', '-no-user-config', '-nographic'],
    ...['-machine', 's390-ccw-virtio,memory-backend=ram', '-accel', 'tcg', '-cpu', cpu, '-m', size, '-S'],
    ...['-object', `memory-backend-memfd,id=ram,size=${size},share=on`],
    // A disabled wait must not end the process: it is a normal end of a program here.
    ...['-action', 'panic=none,shutdown=pause'],
    ...['-chardev', 'socket,id=gdb0,fd=3', '-gdb', 'chardev:gdb0'],
  ];
}

export function keyOf(configuration: Configuration): string {
  return commandLine(configuration).join(' ');
}
