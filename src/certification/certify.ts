import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Manifest } from '../contract/documents/manifest';
import type { ExampleResult, Report } from '../contract/documents/report';
import { type KnownDeviations, noDeviations } from './deviations/known-deviations';
import { makeFolder } from './make-folder';
import { makePlan } from './plan/make-plan';
import type { Plan, PlannedExample, PlannedRule } from './plan/plan';
import type { Selection } from './plan/selection';
import { buildReport, resultOf } from './report/build-report';
import { type ChildStart, RunChild } from './run/child-process';
import type { StreamRecord } from './run/stream';
import { supervise } from './run/supervise';
import type { Patience } from './run/watchdog';

export interface CertificationRequest {
  readonly features: string;
  /** Globs of the step files. */
  readonly steps: readonly string[];
  readonly suite: { readonly name: string; readonly version: string };
  readonly selection: Selection;
  readonly start: ChildStart;
  /** What a crash says of an example: it is the machine's fault, unless the machine is the kit's own. */
  readonly crashVerdict: 'blocked' | 'suite-error';
  readonly folderOf: (manifest: Manifest) => string;
  readonly deviations?: string;
  readonly acceptDeviations: boolean;
  /** Reproduces the run. */
  readonly command: string;
  readonly patience?: Patience;
  readonly interrupt: AbortSignal;
}

export interface CertificationEvents {
  /** All is ready to run; nothing has run. */
  planned?(plan: Plan, manifest: Manifest): void;
  started?(rule: PlannedRule): void;
  ended?(rule: PlannedRule, result: ExampleResult): void;
}

export class EmptySelection extends Error {
  override readonly name = 'EmptySelection';
}

export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** The report cannot be kept: found out before anything runs. */
export class UnwritableFolder extends Error {
  override readonly name = 'UnwritableFolder';
}

export interface Certified {
  readonly report: Report;
  readonly folder: string;
  /** What went wrong with the kit itself, for a person. */
  readonly trouble?: string;
}

/**
 * Runs the selected part of the specification and reports on it.
 * @throws Interrupted, UnreadableFeature, BadSelection, EmptySelection, Refused, UnwritableFolder, BadDeviations, InvalidDocument
 */
export async function certify(request: CertificationRequest, events: CertificationEvents = {}): Promise<Certified> {
  const startedAt = new Date().toISOString();
  // Started first: it loads Cucumber and the machine while the features are read here.
  const child = new RunChild(request.start);
  try {
    const { plan, allExamples } = makePlan(request.features, request.suite, request.selection);
    if (plan.rules.length === 0) throw new EmptySelection('no rule or example is selected');
    const manifest = await Promise.race([child.ready, interruption(request.interrupt)]);
    const deviations = deviationsOf(request.deviations, manifest, allExamples);
    const folder = request.folderOf(manifest);
    const stream = openFolder(folder, { startedAt, command: request.command, manifest, plan });
    events.planned?.(plan, manifest);
    const { results, incompleteBecause, trouble } = await supervise({
      order: { base: dirname(request.features), steps: request.steps, stream, crashVerdict: request.crashVerdict },
      examples: plan.rules.flatMap(({ recorded, examples }) => examples.map((example) => ({ ...example, recorded }))),
      start: request.start,
      first: child,
      ...(request.patience === undefined ? {} : { patience: request.patience }),
      onRecord: teller(plan, deviations, events),
      interrupt: request.interrupt,
    });
    const report = buildReport({
      plan,
      manifest,
      command: request.command,
      startedAt,
      ended: results.ended,
      ...(incompleteBecause === undefined ? {} : { incompleteBecause }),
      deviations,
      acceptDeviations: request.acceptDeviations,
      suiteFailed: trouble !== undefined,
    });
    return { report, folder, ...(trouble === undefined ? {} : { trouble }) };
  } finally {
    await child.stop();
  }
}

function deviationsOf(file: string | undefined, manifest: Manifest, known: ReadonlySet<string>): KnownDeviations {
  if (file === undefined) return noDeviations;
  // Only here: YAML takes a while to load.
  const { loadDeviations } = require('./deviations/load-deviations') as typeof import('./deviations/load-deviations');
  return loadDeviations(file, manifest, known);
}

function interruption(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const interrupted = (): void => reject(new Interrupted('interrupted before anything was run'));
    if (signal.aborted) interrupted();
    else signal.addEventListener('abort', interrupted, { once: true });
  });
}

/** Turns the records of the run into what a person wants to be told while it goes on. */
function teller(plan: Plan, deviations: KnownDeviations, events: CertificationEvents): (record: StreamRecord) => void {
  const planned = new Map<string, { rule: PlannedRule; example: PlannedExample }>();
  for (const rule of plan.rules) for (const example of rule.examples) planned.set(example.id, { rule, example });
  return (record) => {
    if (record.record !== 'started' && record.record !== 'ended') return;
    const known = planned.get(record.example);
    if (known === undefined) return;
    if (record.record === 'started') return events.started?.(known.rule);
    const { record: _, example: __, ...ended } = record;
    events.ended?.(known.rule, resultOf(known.example, ended, deviations));
  };
}

/** @returns the path of the stream, with the plan beside it and nothing in it */
function openFolder(folder: string, plan: object): string {
  const stream = join(folder, 'stream.ndjson');
  try {
    makeFolder(folder);
    // A report of an earlier run must not be taken for this one's.
    rmSync(join(folder, 'compliance.json'), { force: true });
    writeFileSync(join(folder, 'plan.json'), `${JSON.stringify(plan)}\n`);
    writeFileSync(stream, '');
  } catch (error) {
    throw new UnwritableFolder(`the report cannot be written to ${folder}: ${(error as Error).message}`);
  }
  return stream;
}
