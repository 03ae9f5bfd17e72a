import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Machine } from '../contract/machine';
import { packageRoot } from '../package-root';

/** Which machine to certify, as the command line names it. */
export interface MachineChoice {
  /** `reference`, `reference:POSITION`, the name of an adapter, or the path of a module. */
  readonly machine: string;
  /** Path of one's own QEMU. */
  readonly qemu?: string;
  /** Named defects of the reference. */
  readonly faults?: readonly string[];
  /** A command of the shell whose process is the machine; goes before `machine`. */
  readonly command?: string;
  /** Milliseconds for each request to such a process. */
  readonly deadline?: number;
}

/** The message is a sentence for the user. */
export class UnusableMachine extends Error {
  override readonly name = 'UnusableMachine';
}

interface Shipped {
  /** Where its `deviations.yaml` is, if it has recorded ones. */
  readonly folder?: string;
  load(choice: MachineChoice): Promise<Machine>;
}

/** A position of the reference: its behaviour where opinions differ. */
const ofReference = 'reference:';

/** The machines that come with the kit. Loaded only when chosen. */
export const shippedMachines: Readonly<Record<string, Shipped>> = {
  reference: {
    async load({ machine, faults }) {
      const { createReferenceMachine } = loadOwn<{
        createReferenceMachine(options: { faults?: readonly string[]; position?: string }): Machine;
      }>('reference');
      return createReferenceMachine({
        ...(faults === undefined ? {} : { faults }),
        ...(machine.startsWith(ofReference) ? { position: machine.slice(ofReference.length) } : {}),
      });
    },
  },
  qemu: {
    folder: 'implementations/qemu',
    async load({ qemu }) {
      const { createQemuMachine } = loadOwn<{
        createQemuMachine(options: { path?: string }): Promise<Machine>;
      }>('implementations/qemu');
      return createQemuMachine(qemu === undefined ? {} : { path: qemu });
    },
  },
  hercules: {
    folder: 'implementations/hercules',
    load() {
      const { createHerculesMachine } = loadOwn<{ createHerculesMachine(): Promise<Machine> }>(
        'implementations/hercules',
      );
      return createHerculesMachine();
    },
  },
  linux: {
    folder: 'implementations/linux',
    load({ qemu }) {
      const { createLinuxMachine } = loadOwn<{
        createLinuxMachine(options: { qemu?: string }): Promise<Machine>;
      }>('implementations/linux');
      return createLinuxMachine(qemu === undefined ? {} : { qemu });
    },
  },
  'linux-local': {
    folder: 'implementations/linux',
    load() {
      const { createLocalLinuxMachine } = loadOwn<{ createLocalLinuxMachine(): Promise<Machine> }>(
        'implementations/linux',
      );
      return createLocalLinuxMachine();
    },
  },
};

function loadOwn<T>(folder: string): T {
  return require(`../${folder}`) as T;
}

/** The positions that the reference can take. */
export function positionNames(): readonly string[] {
  return loadOwn<{ positionNames: readonly string[] }>('reference/positions').positionNames;
}

/** @throws UnusableMachine, MachineAbsent */
export async function loadMachine(choice: MachineChoice): Promise<Machine> {
  if (choice.command !== undefined) return loadCommand(choice.command, choice.deadline);
  const name = choice.machine.startsWith(ofReference) ? 'reference' : choice.machine;
  const shipped = Object.hasOwn(shippedMachines, name) ? shippedMachines[name] : undefined;
  return shipped === undefined ? loadPlugin(choice.machine) : shipped.load(choice);
}

function loadCommand(command: string, deadline: number | undefined): Promise<Machine> {
  const { createStdioMachine } = loadOwn<{
    createStdioMachine(options: { command: string; deadline?: number }): Promise<Machine>;
  }>('implementations/stdio');
  return createStdioMachine({ command, ...(deadline === undefined ? {} : { deadline }) });
}

export function isShipped(name: string): boolean {
  return Object.hasOwn(shippedMachines, name);
}

async function loadPlugin(name: string): Promise<Machine> {
  const file = resolve(name);
  if (!existsSync(file)) {
    throw new UnusableMachine(
      `there is no machine "${name}": neither one of ${Object.keys(shippedMachines).join(', ')} nor a file`,
    );
  }
  const exported = await importPlugin(file, name);
  const made = typeof exported === 'function' ? await (exported as () => unknown)() : exported;
  if (isMachine(made)) return made;
  throw new UnusableMachine(
    `${name} exports no machine: its default export (or its export "machine") must be an object with manifest(), start(), close(), or a function that makes one`,
  );
}

async function importPlugin(file: string, name: string): Promise<unknown> {
  if (['.ts', '.cts', '.mts'].includes(extname(file))) prepareTypeScript(file, name);
  const module = (
    extname(file) === '.mjs' ? await import(pathToFileURL(file).href) : await requireOrImport(file)
  ) as Record<string, unknown>;
  const fallback = module.default as Record<string, unknown> | undefined;
  // A default export of a CommonJS module seen through import() is the module itself.
  return fallback?.default ?? fallback ?? module.machine ?? module;
}

async function requireOrImport(file: string): Promise<unknown> {
  try {
    return require(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_REQUIRE_ESM') throw error;
    return import(pathToFileURL(file).href);
  }
}

/** In the checkout the hook of `scripts/typescript.cjs` is there already; elsewhere TypeScript is the user's own. */
function prepareTypeScript(file: string, name: string): void {
  if (require.extensions['.ts'] !== undefined) return;
  for (const from of [file, join(process.cwd(), 'package.json'), join(packageRoot, 'package.json')]) {
    try {
      const { register } = createRequire(from)('ts-node') as { register(options: object): void };
      // Without the user's tsconfig: ts-node's own defaults do not suit every version of TypeScript.
      const compilerOptions = {
        module: 'nodenext',
        moduleResolution: 'nodenext',
        target: 'es2022',
        esModuleInterop: true,
      };
      register({ transpileOnly: true, skipProject: true, compilerOptions });
      return;
    } catch {
      // Not there; the next place.
    }
  }
  throw new UnusableMachine(
    `${name} is TypeScript, which needs ts-node and typescript beside it: npm install --save-dev ts-node typescript (or give the compiled .js file)`,
  );
}

function isMachine(value: unknown): value is Machine {
  const machine = value as Partial<Machine> | null | undefined;
  return (
    typeof machine === 'object' &&
    machine !== null &&
    typeof machine.manifest === 'function' &&
    typeof machine.start === 'function' &&
    typeof machine.close === 'function'
  );
}
