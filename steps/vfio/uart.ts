import type { Entry } from '../../src/contract/entries';
import { MachineFailed } from '../../src/contract/judgement';
import { aside, fieldLeft, withStructure } from '../host/ioctl';
import { When } from '../vocabulary';
import type { TckWorld } from '../world';

/** Registers of a 16550 and what has it interrupt for every byte received. */
const register = { data: 0n, interruptEnable: 1n, fifoControl: 2n } as const;
const received = 1;
const fifo = 1;

/** The UART of mtty hands back what it sends: one byte there and back, for which it has one reason to interrupt. */
When('the program sends a byte through the UART of {string}', async function (this: TckWorld, device: string) {
  const program = this.host;
  await program.ready();
  await aside(program, async () => {
    await withStructure(this, 'VFIO_DEVICE_GET_REGION_INFO', device, { index: 'VFIO_PCI_BAR0_REGION_INDEX' });
    const bar = fieldLeft(program, 'offset');
    const fd = BigInt(program.file(device).fd);
    await program.briefly(async () => {
      const address = program.reserve(1);
      const write = (at: bigint, byte: number): Entry[] => [
        { verb: 'write', space: 'user', address, bytes: Uint8Array.of(byte) },
        { verb: 'call', task: 0, name: 'pwrite', arguments: [fd, address, 1n, bar + at] },
      ];
      const answers = await this.perform('a byte through the UART', [
        ...write(register.fifoControl, fifo),
        ...write(register.interruptEnable, received),
        ...write(register.data, 0x55),
        { verb: 'call', task: 0, name: 'pread', arguments: [fd, address, 1n, bar + register.data] },
      ]);
      for (const answer of answers)
        if (answer.kind === 'returned' && answer.value !== 1n)
          throw new MachineFailed('start', `an access to the UART of "${device}" failed`);
    });
  });
});
