import { hostArray, hostStructure, u8, u16, u32, u64 } from '../../../../codec/host-structure';
import { Image, places } from '../../image';
import type { ByteOrder } from '../../words';
import { fifoSize, registerCount, triggerLevels, type Uart } from './uart';

const source = 'Linux 6.12 samples/vfio-mdev/mtty.c struct mtty_data, struct serial_port';
export const mttyHeader = hostStructure('mtty_data', 24, source, {
  magic: u64(0),
  major_ver: u32(8),
  minor_ver: u32(12),
  nr_ports: u32(16),
  flags: u32(20),
});
export const mttyPort = hostStructure('serial_port', 36, source, {
  ...hostArray('uart_reg', registerCount, 0, u8),
  ...hostArray('rxtx.fifo', fifoSize, 8, u8),
  'rxtx.head': u8(24),
  'rxtx.tail': u8(25),
  'rxtx.count': u8(26),
  dlab: u8(27),
  overrun: u8(28),
  divisor: u16(30),
  fcr: u8(32),
  max_fifo_size: u8(33),
  intr_trigger_level: u8(34),
});
const magic = 0x7e9d_0989_8c3e_2c4en;
const major = 1;

const head = places(mttyHeader, 'magic', 'major_ver', 'minor_ver', 'nr_ports', 'flags');
const port = places(
  mttyPort,
  'uart_reg[0]',
  'rxtx.fifo[0]',
  'rxtx.head',
  'rxtx.tail',
  'rxtx.count',
  'dlab',
  'overrun',
  'divisor',
  'fcr',
  'max_fifo_size',
  'intr_trigger_level',
);

export const headerSize = mttyHeader.size;
export const streamSize = (ports: number): number => headerSize + ports * mttyPort.size;

export function headerOf(ports: number, order: ByteOrder): Uint8Array {
  const image = Image.of(headerSize, order);
  return image.put(head.magic, magic).put(head.major_ver, major).put(head.nr_ports, ports).bytes;
}

function portOf(uart: Uart, order: ByteOrder): Uint8Array {
  const image = Image.of(mttyPort.size, order);
  image.bytes.set(uart.registers, port['uart_reg[0]'].offset);
  image.bytes.set(uart.fifo, port['rxtx.fifo[0]'].offset);
  return image
    .put(port['rxtx.head'], uart.head)
    .put(port['rxtx.tail'], uart.tail)
    .put(port['rxtx.count'], uart.count)
    .put(port.dlab, uart.divisorLatch ? 1 : 0)
    .put(port.overrun, uart.overrun ? 1 : 0)
    .put(port.divisor, uart.divisor)
    .put(port.fcr, uart.fifoControl)
    .put(port.max_fifo_size, uart.capacity)
    .put(port.intr_trigger_level, uart.trigger).bytes;
}

export const portsOf = (uarts: readonly Uart[], order: ByteOrder): Uint8Array =>
  Buffer.concat(uarts.map((uart) => portOf(uart, order)));

/** A port as no UART can be is refused. */
function portIsValid(image: Image): boolean {
  const number = (name: keyof typeof port) => image.number(port[name]);
  const [capacity, count] = [number('max_fifo_size'), number('rxtx.count')];
  return (
    number('rxtx.head') < fifoSize &&
    number('rxtx.tail') < fifoSize &&
    (capacity === 1 || capacity === fifoSize) &&
    count <= fifoSize &&
    (number('rxtx.tail') + count) % fifoSize === number('rxtx.head') &&
    number('dlab') <= 1 &&
    number('overrun') <= 1 &&
    triggerLevels.includes(number('intr_trigger_level'))
  );
}

/** Whether the identification at the start of a stream is that of a device with that many ports. */
export const headerIsValid = (bytes: Uint8Array, ports: number, order: ByteOrder): boolean =>
  Buffer.compare(bytes.subarray(0, headerSize), headerOf(ports, order)) === 0;

/** Loads all ports, or nothing where one is invalid. */
export function loadPorts(uarts: readonly Uart[], bytes: Uint8Array, order: ByteOrder): boolean {
  const images = uarts.map((_, index) => {
    const start = streamSize(index);
    return new Image(bytes.slice(start, start + mttyPort.size), order);
  });
  if (!images.every(portIsValid)) return false;
  uarts.forEach((uart, index) => {
    loadPort(uart, images[index]!);
  });
  return true;
}

function loadPort(uart: Uart, image: Image): void {
  const { bytes } = image;
  const at = (name: 'uart_reg[0]' | 'rxtx.fifo[0]', length: number) =>
    bytes.subarray(port[name].offset, port[name].offset + length);
  uart.registers.set(at('uart_reg[0]', registerCount));
  uart.fifo.set(at('rxtx.fifo[0]', fifoSize));
  uart.head = image.number(port['rxtx.head']);
  uart.tail = image.number(port['rxtx.tail']);
  uart.count = image.number(port['rxtx.count']);
  uart.overrun = image.number(port.overrun) === 1;
  uart.divisor = image.number(port.divisor);
  uart.fifoControl = image.number(port.fcr);
  uart.capacity = image.number(port.max_fifo_size);
  uart.trigger = image.number(port.intr_trigger_level);
}
