import { deflateRawSync } from 'node:zlib';
import type { ExampleResult } from '../../contract/documents/report';
import { plainLines } from '../terminal/plain';

/** Machine-supplied text, so that it shows what it is and does nothing. */
export const shown = (text: string): string => plainLines(text).join('\n');

/**
 * All evidence of a report, to be unpacked when the first of it is wanted. Exchanges are stored once: most examples
 * read the same bytes.
 */
export class EvidencePacker {
  private readonly exchanges = new Map<string, number>();
  private readonly items: object[] = [];

  /** @returns the number of the item, if the example has anything to show beyond its verdict */
  add(example: ExampleResult): number | undefined {
    const { evidence, notes, fingerprint, cpuMs } = example;
    if (evidence === undefined && (notes === undefined || notes.length === 0)) return undefined;
    const transcript = evidence?.transcript.map((exchange) => this.exchange(JSON.stringify(exchange)));
    return this.items.push({ notes, fingerprint, cpuMs, ...evidence, transcript }) - 1;
  }

  private exchange(text: string): number {
    const number = this.exchanges.get(text) ?? this.exchanges.size;
    this.exchanges.set(text, number);
    return number;
  }

  /** Raw deflate in base64, empty when there is none. */
  packed(): string {
    if (this.items.length === 0) return '';
    const items = JSON.stringify(this.items, showStrings);
    const exchanges = [...this.exchanges.keys()].map((text) => JSON.stringify(JSON.parse(text), showStrings));
    return deflateRawSync(`{"items":${items},"exchanges":[${exchanges.join(',')}]}`).toString('base64');
  }
}

const showStrings = (_: string, value: unknown): unknown => (typeof value === 'string' ? shown(value) : value);
