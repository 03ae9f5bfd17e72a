import { MachineFailed } from '../../contract/judgement';
import { AbsoluteStorage } from './absolute-storage';
import { type Configuration, commandLine } from './configuration';
import { GdbClient, type Patience } from './gdb-client';
import { unescapeBinary } from './packet';
import { QemuProcess } from './process';

/** A started QEMU whose gdb stub is ready and whose storage is zero. The CPU has not run. */
export interface Instance {
  readonly configuration: Configuration;
  readonly process: QemuProcess;
  readonly client: GdbClient;
  readonly storage: AbsoluteStorage;
  readonly targetXml: string;
}

/** Storage that QEMU fills before anything runs: the firmware image and its parameters. From the start, or from the end. */
export interface Filled {
  readonly from: 'start' | 'end';
  readonly offset: number;
  readonly length: number;
}

export interface Launch {
  readonly path: string;
  readonly patience?: Patience;
  readonly filled: readonly Filled[];
}

/** A QEMU that is on its way. */
export interface Arrival {
  readonly process: QemuProcess;
  readonly instance: Promise<Instance>;
}

/**
 * Spawns a QEMU and brings it to the point where the first batch can be performed.
 * @throws MachineFailed of kind `start`
 */
export function bringUp(launch: Launch, configuration: Configuration): Promise<Instance> {
  return arrive(launch, configuration, new QemuProcess(launch.path, commandLine(configuration)));
}

/** The same in the background: nothing keeps node alive for it until somebody claims the process. */
export function bringUpAhead(launch: Launch, configuration: Configuration): Arrival {
  const process = new QemuProcess(launch.path, commandLine(configuration), true);
  return { process, instance: arrive(launch, configuration, process) };
}

async function arrive(launch: Launch, configuration: Configuration, process: QemuProcess): Promise<Instance> {
  const client = new GdbClient(process, launch.patience);
  let targetXml = '';
  try {
    client.queue('qSupported:multiprocess-', () => undefined);
    // Mandatory: until the target description is read, single registers are answered with nothing.
    client.queue('qXfer:features:read:target.xml:0,ffb', (reply) => {
      targetXml = unescapeBinary(reply.slice(1));
    });
    client.command('Qqemu.PhyMemMode:1');
    // The stub's default keeps interruptions from being taken while stepping.
    client.command('Qqemu.sstep:1');
    await client.exchange();
    const storage = new AbsoluteStorage(process.openStorage(), configuration.storageSize);
    for (const { from, offset, length } of launch.filled)
      storage.write(from === 'start' ? offset : storage.size - offset, Buffer.alloc(length));
    return { configuration, process, client, storage, targetXml };
  } catch (error) {
    client.close();
    await process.kill();
    const details = error instanceof MachineFailed ? error.details : {};
    const why = process.lastWords.split('\n')[0] || (error instanceof Error ? error.message : String(error));
    throw new MachineFailed('start', `QEMU did not start: ${why}`, details);
  }
}

export async function endInstance(instance: Instance): Promise<void> {
  instance.client.close();
  instance.storage.close();
  await instance.process.kill();
}
