import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import type { Difference } from '../../../src/contract/judgement';
import { MachineFailed } from '../../../src/contract/judgement';
import { errnoName } from '../../../src/uapi/errno';
import { eventfdFlags } from '../../../src/uapi/event-fd';
import { vfioDeviceIoctls } from '../../../src/uapi/vfio/device';
import { aside, fieldLeft } from '../../host/ioctl';
import { kernelComplaints } from '../../host/kernel-complaints';
import { type CheckedRow, sweepOutcome } from '../../sweep/outcome';
import { Then, When } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { parseState, stateName } from '../migration/states';
import { breakDevice, setState, stateOf } from '../state';
import { Hand } from './touch';
import { touchEvent, touches } from './touches';

defineParameterType({
  name: 'touch',
  regexp: new RegExp(Object.keys(touches).join('|')),
  transformer: (text: string) => text,
  useForSnippets: false,
});

/** `works` and `harmless` leave the state as it is; an access can also end in another state: `works, RUNNING`. */
function expectedOf(cell: string, state: string): { readonly must: boolean; readonly after: string } {
  const [what, after = state] = cell.split(', ');
  if (what !== 'works' && what !== 'harmless') throw new Error(`"${cell}" is neither works nor harmless`);
  return { must: what === 'works', after };
}

async function reset(world: TckWorld, device: string, stream: number | undefined): Promise<string> {
  const hand = new Hand(world, device);
  await hand.plain('VFIO_DEVICE_RESET', vfioDeviceIoctls.VFIO_DEVICE_RESET);
  if (stream !== undefined) await world.host.done('closing the data file', 'close', [BigInt(stream)]);
  return hand.outcome;
}

/** From RUNNING. @returns the data file, if the state comes with one */
async function bring(world: TckWorld, device: string, state: string): Promise<number | undefined> {
  if (state === 'ERROR') {
    await breakDevice(world, device);
    return undefined;
  }
  await setState(world, device, state);
  const { errno } = world.host.returned;
  if (errno !== 0) throw new MachineFailed('start', `${state} cannot be set: ${errnoName(errno)}`);
  const fd = Number(fieldLeft(world.host, 'data_fd'));
  return fd >= 0 ? fd : undefined;
}

/** One access in one state; the device is in RUNNING before and, if it can be reset, afterwards. */
async function tryCell(
  world: TckWorld,
  device: string,
  access: string,
  state: string,
  cell: string,
): Promise<CheckedRow> {
  const touch = touches[access];
  if (touch === undefined) throw new Error(`"${access}" is no access: ${Object.keys(touches).join('; ')}`);
  const { must, after } = expectedOf(cell, state);
  const stream = await bring(world, device, state);
  const hand = new Hand(world, device);
  await touch(hand);
  const seen = stateName(Number(await stateOf(world, device)));
  const [complaint = 'nothing'] = await kernelComplaints(world);
  const again = await reset(world, device, stream);
  const checks: readonly (readonly [where: string, expected: string, seen: string])[] = [
    ['the access', 'works', must ? hand.outcome : 'works'],
    ['state afterwards', stateName(parseState(after)), seen],
    ['the kernel complains of', 'nothing', complaint],
    ['VFIO_DEVICE_RESET afterwards', 'works', again],
  ];
  const differences = checks.flatMap(([where, expected, was]): Difference[] =>
    was === expected ? [] : [{ where, expected, seen: was }],
  );
  return { row: `${access}, in ${state}`, differences };
}

async function event(world: TckWorld): Promise<void> {
  const { host } = world;
  if (host.files.has(touchEvent)) return;
  const { value } = await host.must('an eventfd', 'eventfd', [0n, BigInt(eventfdFlags.EFD_NONBLOCK)]);
  host.files.set(touchEvent, { fd: Number(value), kind: 'eventfd' });
}

/**
 * Each access (row) in each state (column), the device fresh from a reset: `works`, each call of it succeeds; `harmless`,
 * whatever its calls give. Either way the state stays what it was unless the cell names another one, the kernel has nothing
 * to complain of, and the device can be reset.
 */
Then(
  'the {int} accesses to {string} go as this table says:',
  async function (this: TckWorld, declared: number, device: string, table: DataTable) {
    const [head = [], ...lines] = table.raw();
    await this.host.ready();
    const rows: CheckedRow[] = [];
    await aside(this.host, async () => {
      await event(this);
      await kernelComplaints(this);
      for (const [access = '', ...cells] of lines)
        for (const [index, cell] of cells.entries())
          rows.push(await tryCell(this, device, access, head[index + 1]!, cell));
    });
    sweepOutcome(this, { declared, what: 'accesses', rows });
  },
);

/** Whatever comes of it. */
When('the program touches {string} by a {touch}', async function (this: TckWorld, device: string, name: string) {
  await this.host.ready();
  await aside(this.host, () => touches[name]!(new Hand(this, device)));
});
