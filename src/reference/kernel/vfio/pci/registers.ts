import { bytes, hostStructure, u32, u64 } from '../../../../codec/host-structure';

/**
 * BAR0 of a device of kind `vfio-pci`: a DMA engine. Registers are little-endian; a register that is written in parts
 * changes byte by byte. 4096 bytes, the rest reads 0. BAR2 is memory of the device, BAR4 the MSI-X table.
 * - `identification`, read only: `DMAE`.
 * - `command`: 1 starts the operation that the registers below describe, 2 ends the one under way and forgets those that
 *   wait. Reads 0. Up to 16 operations wait for their turn.
 * - `status`: 1 busy, 2 an operation is complete, 4 an operation failed: the IOMMU blocked it, its length is not 1 to
 *   1 MiB, or there was no room for it. Writing 2 and 4 clears them, and lowers the INTX line.
 * - `interrupt`: bit 31 enables, bits 0-15 are the vector that is signalled when an operation ends.
 * - `source`, `target`: IOVA. `length`: bytes.
 * - `operation`: 0 copies `length` bytes from source to target, 1 fills the target with the 8 bytes of `pattern`.
 * - `repeat`: how often the operation is repeated after the first time, for ever with all ones; a fill adds 1 to the
 *   pattern (a little-endian number) each time.
 * - `pace`: nanoseconds that the device needs for each page or part of a page, at least 1000.
 * - `completed`, read only: operations, each repetition one.
 * - `scratch`: no effect.
 */
export const engineRegisters = hostStructure('BAR0 of vfio-pci', 0x50, 'this kit', {
  identification: bytes(0x00, 4),
  command: u32(0x04),
  status: u32(0x08),
  interrupt: u32(0x0c),
  source: u64(0x10),
  target: u64(0x18),
  length: u32(0x20),
  operation: u32(0x24),
  pattern: u64(0x28),
  repeat: u32(0x30),
  pace: u32(0x34),
  completed: u32(0x38),
  scratch: u64(0x40),
});

export const engineCommand = { start: 1, cancel: 2 } as const;
export const engineStatus = { busy: 1, complete: 2, failed: 4 } as const;
export const interruptEnable = 0x8000_0000;
export const forEver = 0xffff_ffff;
export const usualPace = 1000;
/** So that a test which lets time pass ends. */
export const shortestPace = 1000;
