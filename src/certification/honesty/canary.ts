import { randomInt } from 'node:crypto';

const rooms = ['storage', 'cpus', 'keys', 'channel', 'interruption', 'crypto', 'clock'];
const syllables = ['ba', 'do', 'ki', 'lu', 'me', 'no', 'ra', 'si', 'to', 'vu', 'we', 'xa', 'zo'];

/** A feature that no machine can have: its name is made up for this run, and looks like any other. */
export function canary(): string {
  const word = Array.from({ length: 5 }, () => syllables[randomInt(syllables.length)]).join('');
  return `${rooms[randomInt(rooms.length)]}.${word}`;
}
