import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import { interruptionCode } from '../../src/architecture/subsystem-identification';
import { decodeField } from '../../src/codec/codec';
import { ExpectationNotMet } from '../../src/contract/judgement';
import { demand, hex } from '../expectation';
import { Then } from '../vocabulary';
import type { TckWorld } from '../world';
import { compareField } from './field-text';
import { fieldIn, fieldOf, irbFields, schibFields } from './fields';
import { refusalOf, storedAt } from './instructions';
import { isMeaningful } from './meaning';
import { Subchannels } from './subchannels';

type Block = 'IRB' | 'SCHIB';
const layouts = { IRB: { fields: irbFields, length: 64 }, SCHIB: { fields: schibFields, length: 52 } } as const;

defineParameterType({ name: 'block', regexp: /IRB|SCHIB/, transformer: (text: string) => text, useForSnippets: false });

/**
 * The block that the last TSCH or STSCH has stored. A field of an IRB that says nothing in this IRB is not to be compared:
 * where all the others are as expected, that is a mistake of the feature.
 */
Then('the {block} holds:', async function (this: TckWorld, block: Block, table: DataTable) {
  const refusal = block === 'IRB' ? refusalOf(this) : undefined;
  if (refusal !== undefined)
    throw new ExpectationNotMet(`there is no IRB: ${refusal}`, [{ where: 'IRB', expected: 'stored', seen: refusal }]);
  const { fields, length } = layouts[block];
  const at = storedAt(this)[block === 'IRB' ? 'irb' : 'schib'];
  this.watch.storageStated(at, length);
  const bytes = await this.read('absolute', at, length);
  const rows = table.raw().map(([name = '', text = '']) => ({ name, text }));
  const meaningless = rows.filter(({ name }) => block === 'IRB' && !isMeaningful(bytes, name));
  demand(
    `the ${block} holds something else`,
    rows
      .filter((row) => !meaningless.includes(row))
      .map(({ name, text }) => {
        const field = fieldOf(fields, name);
        return compareField(this, name, field, text, fieldIn(bytes, field));
      }),
  );
  if (meaningless.length > 0)
    throw new Error(`in this IRB nothing is said by: ${meaningless.map(({ name }) => name).join(', ')}`);
});

/** 8 bytes that TPI has stored, or 12 at real 0xB8; the interruption-identification word where the table names its ISC. */
Then(
  'the interruption code at {address} names {string} with:',
  async function (this: TckWorld, address: bigint, device: string, table: DataTable) {
    const rows = new Map(table.raw().map(([name = '', text = '']) => [name, text]));
    const length = rows.has('ISC') ? 12 : 8;
    this.watch.storageStated(Number(address), length);
    const bytes = new Uint8Array(12);
    bytes.set(await this.read('absolute', address, length));
    const named = await Subchannels.of(this).id(device);
    const seen = (field: string): bigint => decodeField(interruptionCode, bytes, field);
    const differences = [this.compare('subsystem identification', named, seen('subsystemId'), 4)];
    for (const [name, text] of rows) {
      const field = { 'interruption parameter': 'parameter', ISC: 'subclass', A: 'adapter' }[name];
      if (field === undefined) throw new Error(`"${name}" is no part of an interruption code`);
      differences.push(this.compare(name, hex(BigInt(text)), hex(seen(field))));
    }
    demand('the interruption code says something else', differences);
  },
);
