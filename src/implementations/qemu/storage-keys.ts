import { frameSize } from '../../architecture/storage-key';
import { dataLength, type HiddenCode } from './hidden-code';
import { prefixed } from './prefixing';

const loadAddress = 'c02f';
const insertStorageKey = 'b2290012';
const setStorageKey = 'b22b0012';
const storeCharacter = '4210';
const insertCharacter = '4310';

const batch = 128;

function operand(index: number): string {
  return (0x3000 + index).toString(16);
}

/**
 * The `key` space by ISKE and SSKE. QEMU records reference and change only from the first key instruction on;
 * that is a deviation to be found, so nothing here runs before the suite itself asks for a key.
 */
export class StorageKeys {
  constructor(private readonly hidden: HiddenCode) {}

  async read(address: number, count: number, prefix: number): Promise<Buffer> {
    const keys = Buffer.alloc(count);
    await this.each(address, count, prefix, async (code, first, length) => {
      const data = await this.hidden.run(code((at) => insertStorageKey + storeCharacter + operand(at)));
      data.copy(keys, first, 0, length);
    });
    return keys;
  }

  async write(address: number, keys: Uint8Array, prefix: number): Promise<void> {
    await this.each(address, keys.length, prefix, async (code, first, length) => {
      await this.hidden.run(
        code((at) => insertCharacter + operand(at) + setStorageKey),
        keys.subarray(first, first + length),
      );
    });
  }

  private async each(
    address: number,
    count: number,
    prefix: number,
    perform: (code: (part: (at: number) => string) => Buffer, first: number, length: number) => Promise<void>,
  ): Promise<void> {
    for (let first = 0; first < count; first += batch) {
      const length = Math.min(batch, count - first, dataLength);
      const code = (part: (at: number) => string) =>
        Buffer.from(
          Array.from({ length }, (_, at) => {
            // Key instructions take real addresses.
            const real = prefixed(address + (first + at) * frameSize, prefix);
            return loadAddress + real.toString(16).padStart(8, '0') + part(at);
          }).join(''),
          'hex',
        );
      await perform(code, first, length);
    }
  }
}
