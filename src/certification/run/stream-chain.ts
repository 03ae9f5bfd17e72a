import { hash } from 'node:crypto';
import type { StreamRecord } from './stream';

const linked = /^(\{.*),"chain":"([0-9a-f]{16})"\}$/s;

/** Over the record and the link of the one before it, so over the whole stream up to here. */
const linkOver = (before: string, text: string): string => hash('sha256', `${before}\n${text}`).slice(0, 16);

/** The link at the end of a line; undefined where there is no whole record. */
export function linkIn(line: string): string | undefined {
  return linked.exec(line)?.[2];
}

export interface Followed {
  readonly record: StreamRecord;
  /** It is what was written after the record before it. */
  readonly follows: boolean;
}

/**
 * Ties each record of a stream to all before it: the line of a record ends with a digest. Whoever changes a line, takes one
 * out or puts one in has to write the rest anew; that nobody did, only a signature says.
 */
export class StreamChain {
  constructor(private link = '') {}

  /** The line of the next record. */
  append(record: StreamRecord): string {
    const text = JSON.stringify(record);
    this.link = linkOver(this.link, text);
    return `${text.slice(0, -1)},"chain":"${this.link}"}`;
  }

  /** The record in the next line; undefined where a killed writer left a part of one. */
  follow(line: string): Followed | undefined {
    const [, head, link] = linked.exec(line) ?? [];
    const record = recordIn(head === undefined ? line : `${head}}`);
    if (record === undefined) return undefined;
    const follows = head !== undefined && link === linkOver(this.link, `${head}}`);
    this.link = link ?? this.link;
    return { record, follows };
  }
}

function recordIn(text: string): StreamRecord | undefined {
  try {
    const value = JSON.parse(text) as StreamRecord | null;
    return typeof value === 'object' && typeof value?.record === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
