import { disassemble } from '../src/architecture/assembly';
import { cpuState } from '../src/architecture/cpu-state';
import { psw } from '../src/architecture/psw';
import { storageKey } from '../src/architecture/storage-key';
import { decode, describe } from '../src/codec/codec';
import type { Evidence } from '../src/contract/documents/report';
import type { Answer, Entry } from '../src/contract/entries';
import { ExpectationNotMet, type MachineFailed } from '../src/contract/judgement';
import { answerToWire, entryToWire } from '../src/contract/wire';
import { compactBytes } from './compact-bytes';
import { deviceText } from './device-text';
import { hex, hexBytes } from './expectation';
import { callText } from './host/call-text';
import type { Exchange, TckWorld } from './world';

const shownBytes = 32;

function shortBytes(bytes: Uint8Array): string {
  return bytes.length <= shownBytes
    ? hexBytes(bytes)
    : `${hexBytes(bytes.subarray(0, shownBytes))}… (${bytes.length} bytes)`;
}

/** The parts of the CPU state that lie in `bytes`, named. */
function cpuText(offset: number, bytes: Uint8Array): string {
  const image = new Uint8Array(cpuState.size);
  image.set(bytes, offset);
  const covered = cpuState.fields.filter(
    (field) => field.first >= offset * 8 && field.last < (offset + bytes.length) * 8,
  );
  const values = decode(cpuState, image);
  if (covered.length > 4)
    return describe(cpuState, image)
      .map(({ field, value }) => `${field}=${value}`)
      .join(' ');
  return covered
    .map((field) => `${field.name}=${hex(values[field.name]!, (field.last - field.first + 1) / 8)}`)
    .join(' ');
}

export function keyText(key: number): string {
  const value = decode(storageKey, Uint8Array.of(key));
  const flags = [value.fetchProtection ? ' F' : '', value.reference ? ' R' : '', value.change ? ' C' : ''].join('');
  return `ACC ${value.acc}${flags}`;
}

export function pswText(bytes: Uint8Array): string {
  const fields = describe(psw, bytes).filter(({ field }) => field !== 'address');
  const address = hex(decode(psw, bytes).address!);
  return `PSW ${Buffer.from(bytes).toString('hex')} (address ${address}${fields.map(({ field, value }) => `, ${field} ${value}`).join('')})`;
}

function bytesText(space: string, address: number, bytes: Uint8Array): string {
  if (space === 'cpu') return cpuText(address, bytes);
  if (space === 'key') return `${shortBytes(bytes)}${bytes.length === 1 ? ` (${keyText(bytes[0]!)})` : ''}`;
  return shortBytes(bytes);
}

function text(entry: Entry, answer: Answer | undefined, instruction: Uint8Array | undefined, note: string): string {
  const outcome =
    answer === undefined
      ? 'not answered'
      : answer.kind === 'unsupported'
        ? `unsupported: ${answer.what}`
        : answer.kind === 'ended'
          ? `${answer.ending}, ${pswText(answer.psw)}`
          : answer.kind;
  if (entry.verb === 'execute')
    return `execute ${instruction === undefined ? note : disassemble(instruction)} → ${outcome}`;
  if (entry.verb === 'stimulate' || entry.verb === 'observe') return deviceText(entry, answer, outcome);
  if (entry.verb !== 'read' && entry.verb !== 'write') return `${entry.verb} → ${outcome}`;
  const address = typeof entry.address === 'bigint' ? entry.address : 0n;
  const place = entry.space === 'cpu' ? 'cpu' : `${entry.space} ${hex(address)}`;
  if (entry.verb === 'write')
    return `write ${place} ${bytesText(entry.space, Number(address), entry.bytes)}${answer?.kind === 'done' ? '' : ` → ${outcome}`}`;
  return `read ${place} → ${answer?.kind === 'bytes' ? bytesText(entry.space, Number(address), answer.bytes) : outcome}`;
}

function transcriptOf(world: TckWorld, { note, batch, answers }: Exchange): Evidence['transcript'] {
  let instruction: Uint8Array | undefined;
  return batch.map((entry, index) => {
    if (entry.verb === 'write' && entry.space === 'absolute') instruction = entry.bytes;
    const answer = answers[index];
    return {
      request: compactBytes(entryToWire(entry)),
      answer: answer === undefined ? null : compactBytes(answerToWire(answer)),
      text: entry.verb === 'call' ? callText(world, batch, answers, index) : text(entry, answer, instruction, note),
    };
  });
}

/** By name, not by class: a plug-in may have been built against its own copy of the contract. */
function machineEnd({ kind, details }: MachineFailed): Record<string, string> {
  return { kind, ...details };
}

/** The evidence of an example that did not pass: what was demanded, what came, and all that crossed the contract. */
export function evidenceOf(world: TckWorld): Evidence {
  const error = world.failure?.error;
  const step =
    world.failure === undefined
      ? undefined
      : { index: world.failure.step, text: world.steps[world.failure.step]?.text ?? '' };
  return {
    ...(step === undefined ? {} : { step }),
    message: error instanceof Error ? error.message : String(error ?? 'no step failed'),
    differences: error instanceof ExpectationNotMet ? error.differences.map((item) => ({ ...item })) : [],
    ...(step?.text === 'nothing else has changed' ? { scope: world.watch.scope(world) } : {}),
    ...(world.sweep === undefined ? {} : { sweep: world.sweep }),
    transcript: world.exchanges.flatMap((exchange) => transcriptOf(world, exchange)),
    ...(error instanceof Error && error.name === 'MachineFailed'
      ? { machine: machineEnd(error as MachineFailed) }
      : {}),
  };
}
