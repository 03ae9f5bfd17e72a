import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import { demand } from '../expectation';
import { parseBytes } from '../parameters';
import { Given, Then, When } from '../vocabulary';
import type { TckWorld } from '../world';
import { parseFieldValue } from './field-text';
import { fieldOf, schibFields } from './fields';
import { Subchannels } from './subchannels';

interface Stimulus {
  readonly what: string;
  readonly bytes?: Uint8Array;
}

/** What a device can be made to do, as features say it. */
const stimuli: Readonly<Record<string, string>> = {
  'presents attention': 'attention',
  'presents status': 'status',
  'holds the next command': 'hold',
  'ends the command': 'end',
  'ends the command with status': 'end',
  'is going to end the next command with status': 'next-status',
  'is going to end the next command with subchannel status': 'channel-check',
  'presents the device end': 'device-end',
  'becomes busy': 'busy',
  'becomes free': 'free',
  'becomes not operational': 'not-operational',
  'becomes operational': 'operational',
  'is going to deliver': 'record',
  'wants bytes': 'wants',
  'loses the paths': 'path-off',
  'gets back the paths': 'path-on',
  reports: 'report',
};

const hexText = "X'(?:[0-9A-F]{2})+'";
const stimulus = new RegExp(
  Object.keys(stimuli)
    .sort((left, right) => right.length - left.length)
    .map((text) => `${text}(?: ${hexText})?`)
    .join('|'),
);

function parseStimulus(text: string): Stimulus {
  const bytes = new RegExp(` (${hexText})$`).exec(text);
  const what = stimuli[bytes === null ? text : text.slice(0, bytes.index)]!;
  return bytes === null ? { what } : { what, bytes: parseBytes(bytes[1]!) };
}

interface Command {
  readonly code: number;
  readonly bytes?: Uint8Array;
}

const command = `[0-9A-F]{2} [A-Z][A-Z -]*[A-Z](?: ${hexText})?`;

/** Lists of commands, of which one is expected. */
function parseCommands(text: string): Command[][] {
  return text.split(' or ').map((list) => (list === 'no command' ? [] : list.split(', ').map(parseCommand)));
}

function parseCommand(text: string): Command {
  const bytes = new RegExp(hexText).exec(text);
  const code = Number.parseInt(text.slice(0, 2), 16);
  return bytes === null ? { code } : { code, bytes: parseBytes(bytes[0]) };
}

const list = `(?:no command|${command}(?:, ${command})*)`;

const types: readonly [name: string, regexp: RegExp, transformer: (text: string) => unknown][] = [
  ['channel-device', /byte-device|holding-device|no-device|dasd-3390/, (text) => text],
  ['stimulus', stimulus, parseStimulus],
  ['commands', new RegExp(`${list}(?: or ${list})*`), parseCommands],
];
for (const [name, regexp, transformer] of types)
  defineParameterType({ name, regexp, transformer, useForSnippets: false });

Given('device {string} is a {channel-device}', function (this: TckWorld, id: string, kind: string) {
  Subchannels.of(this).demand(id, kind);
});

/** Where the device is plugged in: what no program can change. */
const places: Readonly<Record<string, string>> = { PIM: 'paths', 'CHPID 0': 'path', set: 'set' };

/** Its place, and by MSCH before the scenario begins the rest; without this step it is enabled and else as after a reset. */
Given('the subchannel of {string} has:', function (this: TckWorld, id: string, table: DataTable) {
  for (const [name = '', text = ''] of table.raw()) {
    const place = places[name];
    if (place !== undefined) Subchannels.of(this).places(id, place, Number(text));
    else Subchannels.of(this).begins(id, name, parseFieldValue(fieldOf(schibFields, name), text));
  }
});

When('device {string} {stimulus}', async function (this: TckWorld, device: string, { what, bytes }: Stimulus) {
  await Subchannels.of(this).id(device);
  await this.perform(`device "${device}"`, [
    { verb: 'stimulate', device, what, ...(bytes === undefined ? {} : { bytes }) },
  ]);
});

const shownCommand = ({ code, bytes }: { code: number; bytes?: Uint8Array | undefined }): string => {
  const text = code.toString(16).toUpperCase().padStart(2, '0');
  return bytes === undefined ? text : `${text} X'${Buffer.from(bytes).toString('hex').toUpperCase()}'`;
};

const none = (texts: readonly string[]): string => (texts.length === 0 ? 'no command' : texts.join(', '));

/** Commands that the device has executed since it was last asked, with their data where the feature states them. */
Then('device {string} has executed {commands}', async function (this: TckWorld, device: string, lists: Command[][]) {
  const [answer] = await this.perform(`observe "${device}"`, [{ verb: 'observe', device }]);
  if (answer?.kind !== 'accesses') throw new Error(`observe was answered with ${answer?.kind}`);
  const { accesses } = answer;
  const shownLike = (expected: readonly Command[]): string =>
    none(
      accesses.map(({ offset, bytes }, index) =>
        shownCommand({ code: Number(offset), bytes: expected[index]?.bytes === undefined ? undefined : bytes }),
      ),
    );
  const differences = lists.map((expected) =>
    this.compare('commands', none(expected.map(shownCommand)), shownLike(expected)),
  );
  if (differences.includes(undefined)) return;
  demand(`device "${device}" has executed other commands`, differences);
});
