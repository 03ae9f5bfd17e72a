import type { Fixture } from '../../contract/documents/fixture';
import type { StartAnswer } from '../../contract/machine';
import type { Configuration } from '../configuration';
import { Cpu } from '../cpu/cpu';
import { lookupOf } from '../cpu/decode';
import { channelDeviceKinds, plugChannelDevice } from '../hardware/channel/devices/kinds';
import { applySettings } from '../hardware/channel/settings';
import { ChannelSubsystem } from '../hardware/channel/subsystem';
import { deviceKinds } from '../kernel/devices';
import { arena } from '../kernel/kernel';
import type { Model } from '../model';
import { Storage } from '../storage/storage';
import { chooseFacilities } from './facilities';
import { features, missingFeature } from './features';
import { initialCpuReset } from './reset';
import { RunningReference } from './running-machine';

const none = 'unsupported' as const;

function refusal(fixture: Fixture): StartAnswer | undefined {
  const { size } = fixture.storage;
  const feature = missingFeature(fixture.features);
  if (feature !== undefined) return { kind: none, what: `feature ${feature}`, missing: { feature } };
  const unknown = fixture.devices.find(
    ({ kind }) => !Object.hasOwn(deviceKinds, kind) && !Object.hasOwn(channelDeviceKinds, kind),
  );
  if (unknown !== undefined)
    return { kind: none, what: `a device of kind ${unknown.kind}`, missing: { feature: `device.${unknown.kind}` } };
  if (fixture.cpus < 1 || fixture.cpus > (features['cpus.maximum'] as number))
    return { kind: none, what: `${fixture.cpus} CPUs` };
  if (size < 0x2000 || size % 4096 !== 0 || size > (features['storage.maximum'] as number))
    return { kind: none, what: `${size} bytes of storage: whole frames, from 8 KiB to 1 TiB` };
  const range = fixture.ranges.find(({ start, length }) => start + length > size);
  return range === undefined ? undefined : { kind: none, what: 'a range outside storage', range };
}

/** What starts machines of a model. */
export function starter(model: Model, offered: readonly number[]): (fixture: Fixture) => StartAnswer {
  const lookup = lookupOf(model.rows);
  return (fixture) => {
    const refused = refusal(fixture);
    if (refused !== undefined) return refused;
    const chosen = chooseFacilities(offered, fixture.facilities);
    if ('missing' in chosen) return { kind: none, ...chosen };
    const storage = new Storage(fixture.storage.size, model.behaviour.initialKey);
    const cpus: Cpu[] = [];
    const channel = new ChannelSubsystem(model.channel, storage, cpus);
    const senseless = applySettings(channel, fixture.features);
    if (senseless !== undefined) return { kind: none, what: `feature ${senseless}`, missing: { feature: senseless } };
    const configuration: Configuration = { model, lookup, facilities: chosen.facilities, storage, cpus, channel };
    for (let address = 0; address < fixture.cpus; address += 1) {
      const cpu = new Cpu(address, configuration);
      initialCpuReset(cpu);
      cpus.push(cpu);
    }
    const machine = new RunningReference(configuration);
    if (fixture.devices.length === 0) return { kind: 'started', machine, reserved: [], arena };
    const devices: Record<string, string> = {};
    for (const device of fixture.devices) {
      if (Object.hasOwn(channelDeviceKinds, device.kind)) {
        const face = plugChannelDevice(channel, device);
        if ('what' in face) return { kind: none, what: face.what };
        machine.devices.set(device.id, face);
        continue;
      }
      const plugged = deviceKinds[device.kind]!(machine.kernel, device);
      if ('what' in plugged) return { kind: none, what: plugged.what };
      devices[device.id] = plugged.path;
      machine.devices.set(device.id, plugged);
    }
    return { kind: 'started', machine, reserved: [], arena, devices };
  };
}
