/**
 * Writes src/architecture/golden/structures.json: structures as the real QEMU lays them out, with the values that were put in
 * through other ways (registers through its gdb stub). The proof that our layouts are right does not come from our own code.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AbsoluteStorage } from '../src/implementations/qemu/absolute-storage';
import { commandLine } from '../src/implementations/qemu/configuration';
import { GdbClient } from '../src/implementations/qemu/gdb-client';
import { QemuProcess } from '../src/implementations/qemu/process';

const hex = (value: bigint, digits = 16): string => value.toString(16).padStart(digits, '0');
const size = 16 << 20;
const code = 0x8000;
const prefix = 0x20000;

interface Captured {
  readonly structure: string;
  readonly origin: string;
  readonly bytes: string;
  readonly fields: Readonly<Record<string, string>>;
}

class Probe {
  private constructor(
    readonly process: QemuProcess,
    readonly client: GdbClient,
    readonly storage: AbsoluteStorage,
  ) {}

  static async start(): Promise<Probe> {
    const process = new QemuProcess('qemu-system-s390x', [
      ...commandLine({ storageSize: size, without: [] }),
      '-smp',
      '2',
      '-device',
      'virtio-rng-ccw,devno=fe.0.1234',
    ]);
    const client = new GdbClient(process);
    const probe = new Probe(process, client, undefined as never);
    await probe.ask('qSupported:multiprocess-');
    await probe.ask('qXfer:features:read:target.xml:0,ffb');
    await probe.ask('Qqemu.PhyMemMode:1');
    await probe.ask('Qqemu.sstep:1');
    return new Probe(process, client, new AbsoluteStorage(process.openStorage(), size));
  }

  async ask(request: string): Promise<string> {
    let answer = '';
    this.client.queue(request, (reply) => {
      answer = reply;
    });
    await this.client.exchange();
    return answer;
  }

  /** Writes a register of a CPU by its gdb number. */
  async set(thread: number, number: number, value: bigint, digits = 16): Promise<void> {
    await this.ask(`Hg${thread}`);
    await this.ask(`P${number.toString(16)}=${hex(value, digits)}`);
  }

  /** One instruction on CPU 0. */
  async step(instruction: string, mask = 0x0000000180000000n): Promise<void> {
    this.storage.write(code, Buffer.from(instruction, 'hex'));
    await this.set(1, 0, mask);
    await this.set(1, 1, BigInt(code));
    await this.ask('vCont;s:1');
  }

  async end(): Promise<void> {
    this.client.close();
    await this.process.kill();
  }
}

/** CPU 0 sets the prefix of CPU 1 and makes it store its status; every register of CPU 1 has a value of its own. */
async function storeStatus(probe: Probe): Promise<Captured> {
  const fields: Record<string, string> = {};
  const give = async (number: number, field: string, value: bigint, digits = 16) => {
    await probe.set(2, number, value, digits);
    fields[field] = hex(value, digits);
  };
  await give(0, 'pswMask', 0x0705300180000000n);
  await give(1, 'pswAddress', 0x123456789abcdef0n);
  for (let n = 0; n < 16; n += 1) {
    await give(2 + n, `gr${n}`, 0xa000000000000000n + BigInt(n) * 0x0101010101010101n);
    await give(18 + n, `ar${n}`, 0xb0000000n + BigInt(n) * 0x01010101n, 8);
    await give(87 + n, `cr${n}`, 0xc000000000000000n + BigInt(n) * 0x0101010101010101n);
    await give(35 + n, `fpr${n}`, 0xd000000000000000n + BigInt(n) * 0x0101010101010101n);
  }
  await give(34, 'fpc', 0x00080000n, 8);
  await probe.set(1, 2 + 3, 1n);
  await probe.set(1, 2 + 1, BigInt(prefix));
  await probe.step('ae13000d'); // SIGP 1,3,0x0D: set prefix of CPU 1
  fields['prefix'] = hex(BigInt(prefix), 8);
  await probe.set(1, 2 + 1, 0n);
  await probe.step('ae130009'); // SIGP 1,3,0x09: stop and store status
  const image = probe.storage.read(0x1200, 512);
  return {
    structure: 'cpuState',
    origin: 'QEMU 7.2.22 TCG, SIGP stop and store status',
    bytes: Buffer.from(image).toString('hex'),
    fields,
  };
}

/** A program interruption: where code, length and old PSW are stored, and the TEID of low-address protection. */
async function programInterruption(probe: Probe): Promise<Captured> {
  probe.storage.write(0x1d0, Buffer.from('00000001800000000000000000004000', 'hex'));
  await probe.set(1, 87, 0x100000e0n);
  await probe.set(1, 2 + 2, 0x100n);
  await probe.step('50102000', 0x0000200180000000n); // ST 1,0(2), condition code 2, low-address protection on
  const area = Buffer.from(probe.storage.read(0, 512));
  return {
    structure: 'lowcore',
    origin: 'QEMU 7.2.22 TCG, ST to 0x100 with low-address protection',
    bytes: area.toString('hex'),
    fields: {
      programIlc: '04',
      programCode: '0004',
      teid: '0000000000000480',
      programOldPswMask: '0000200180000000',
      programOldPswAddress: hex(BigInt(code) + 4n),
      programNewPswMask: '0000000180000000',
      programNewPswAddress: '0000000000004000',
    },
  };
}

const area = 0x9000;

/** MODIFY SUBCHANNEL with values of its own in every field it changes, then STORE SUBCHANNEL. */
async function storeSubchannel(probe: Probe): Promise<Captured> {
  await probe.set(1, 2 + 1, 0x00010000n);
  await probe.set(1, 2 + 2, BigInt(area));
  probe.storage.write(area, Buffer.from('11223344188512348000000055667f'.padEnd(104, '0'), 'hex'));
  await probe.step('b2322000'); // MSCH 0(2)
  await probe.step('b2342100'); // STSCH 256(2)
  return {
    structure: 'schib',
    origin: 'QEMU 7.2.22 TCG, STSCH after MSCH of a virtio-rng-ccw device fe.0.1234',
    bytes: Buffer.from(probe.storage.read(area + 0x100, 52)).toString('hex'),
    fields: {
      parameter: '11223344',
      subclass: '3',
      enabled: '1',
      limitMode: '0',
      multipath: '1',
      valid: '1',
      deviceNumber: '1234',
      logicalPaths: '80',
      pathsInstalled: '80',
      measurementIndex: '5566',
      pathsOperational: '7f',
      pathsAvailable: '80',
    },
  };
}

/** A NOP of format 1 and what TEST SUBCHANNEL stores. */
async function testSubchannel(probe: Probe): Promise<Captured> {
  probe.storage.write(area + 0x200, Buffer.from('aabbccdd0080ff0000009300', 'hex'));
  probe.storage.write(area + 0x300, Buffer.from('0320000100000000', 'hex'));
  await probe.step('b2332200'); // SSCH 512(2)
  await probe.step('b2352400'); // TSCH 1024(2)
  return {
    structure: 'irb',
    origin: 'QEMU 7.2.22 TCG, TSCH after a NOP on a virtio-rng-ccw device',
    bytes: Buffer.from(probe.storage.read(area + 0x400, 64)).toString('hex'),
    fields: {
      format: '1',
      deferredCode: '0',
      startFunction: '1',
      subchannelActive: '0',
      primary: '1',
      secondary: '1',
      pending: '1',
      ccwAddress: '00009308',
      channelEnd: '1',
      deviceEnd: '1',
      programCheck: '0',
      lastPathUsed: '80',
    },
  };
}

async function main(): Promise<void> {
  const probe = await Probe.start();
  try {
    const captured = [
      await storeStatus(probe),
      await programInterruption(probe),
      await storeSubchannel(probe),
      await testSubchannel(probe),
    ];
    writeFileSync(
      join(__dirname, '../src/architecture/golden/structures.json'),
      `${JSON.stringify(captured, null, 2)}\n`,
    );
  } finally {
    await probe.end();
  }
}

void main();
