import { MachineFailed } from '../../contract/judgement';
import { codePage } from './code-page';
import type { Configuration } from './configuration';
import { Console } from './console';
import { Guest } from './guest';

export interface Launch {
  readonly path: string;
  /** Milliseconds without an answer before Hercules counts as hung. */
  readonly patience?: number;
}

/** What decides whether a spare machine fits: its code page is in place already. */
export interface Layout extends Configuration {
  /** Absolute address of the code page. */
  readonly page: number;
}

/** A started Hercules. */
export interface Instance {
  readonly console: Console;
  readonly guest: Guest;
  /** As it introduces itself. */
  readonly version: string;
}

/** A Hercules that is on its way. */
export interface Arrival {
  readonly console: Console;
  readonly instance: Promise<Instance>;
}

const banner = /^Hercules Version (\S+)/m;
/** The console is no contract: another version has other commands and messages. */
const understood = /^3\.1[23]$/;

/**
 * Starts a Hercules and brings it to the point where the first batch can be performed.
 * @throws MachineFailed of kind `start`
 */
export function bringUp(launch: Launch, layout: Layout, background = false): Arrival {
  const console = new Console(launch.path, layout, background, launch.patience);
  return { console, instance: arrive(console, layout) };
}

async function arrive(console: Console, { storageSize, page }: Layout): Promise<Instance> {
  try {
    const guest = new Guest(console, storageSize, page);
    guest.storage.write(page, codePage());
    const log = await console.exchange();
    const version = banner.exec(log)?.[1];
    if (version === undefined || !understood.test(version))
      throw new Error(`it is ${version === undefined ? 'no Hercules' : `version ${version}`}, 3.13 is needed`);
    await guest.begin();
    return { console, guest, version };
  } catch (error) {
    await console.process.kill();
    const details = error instanceof MachineFailed ? error.details : console.details();
    throw new MachineFailed('start', `Hercules did not start: ${(error as Error).message}`, details);
  }
}

export async function endInstance({ console }: Instance): Promise<void> {
  await console.process.kill();
}
