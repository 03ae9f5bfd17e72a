import { createHash } from 'node:crypto';
import type { Plug } from '../../devices';
import { addGroup, announce } from '../plug';
import { stimulate } from '../stimuli';
import { MttyDevice } from './device';

/** A UUID that belongs to the id of a device of the fixture. */
function uuidOf(id: string): string {
  const digits = createHash('sha256').update(id).digest('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

/** Kind `mtty`: `ports`, 1 or 2. */
export const plugMtty: Plug = (kernel, { id, ports = 1, ...rest }) => {
  const unknown = Object.keys(rest).find((name) => name !== 'kind');
  if (unknown !== undefined) return { what: `parameter ${unknown} of a device of kind mtty` };
  if (ports !== 1 && ports !== 2) return { what: `${ports} ports of a device of kind mtty` };
  const name = uuidOf(id);
  const device = new MttyDevice(kernel, name, addGroup(kernel, true), ports);
  const path = `/sys/bus/mdev/devices/${name}`;
  announce(device, path);
  return { path, stimulate: (what, bytes) => stimulate(device, what, bytes), observe: () => device.log.take() };
};
