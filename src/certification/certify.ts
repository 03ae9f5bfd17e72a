import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Pickle } from '@cucumber/messages';
import type { Manifest } from '../contract/documents/manifest';
import type { ExampleResult, Report } from '../contract/documents/report';
import { type KnownDeviations, noDeviations } from './deviations/known-deviations';
import { canary } from './honesty/canary';
import { idsOf, makePlan } from './plan/make-plan';
import type { Plan, PlannedExample, PlannedRule, Shard } from './plan/plan';
import type { Selection } from './plan/selection';
import type { DemandedProfile } from './profiles/demanded-profile';
import { resumable } from './record/resume';
import { beginRun, holdFolder } from './record/run-folder';
import { type RunRecord, runRecord, streamFile } from './record/run-record';
import { buildReport, resultOf } from './report/build-report';
import { type ChildStart, RunChild } from './run/child-process';
import { inRunOrder } from './run/run-order';
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
  /** Where profiles are, and those whose certification decides. */
  readonly profiles?: { readonly folder: string; readonly requested: readonly string[] };
  readonly shard?: Shard;
  /** Goes on with the run in the folder. */
  readonly resume: boolean;
  readonly patience?: Patience;
  readonly maxMemoryMiB?: number;
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

export interface Certified {
  readonly report: Report;
  readonly folder: string;
  /** What went wrong with the kit itself, for a person. */
  readonly trouble?: string;
  /** Lets other runs into the folder: once the report is written. */
  release(): void;
}

/**
 * Runs the selected part of the specification and reports on it.
 * @throws Interrupted, UnreadableFeature, BadSelection, BadProfile, EmptySelection, Refused, UnwritableFolder,
 *   BadDeviations, InvalidDocument, NoRun, CannotResume,
 *   FolderInUse, EditedRun
 */
export async function certify(request: CertificationRequest, events: CertificationEvents = {}): Promise<Certified> {
  const startedAt = new Date().toISOString();
  // Started first: it loads Cucumber and the machine while the features are read here.
  const child = new RunChild(request.start);
  let release = (): void => {};
  try {
    const { plan, all, pickleOf, profiles } = planOf(request);
    if (plan.rules.length === 0) throw new EmptySelection('no rule or example is selected');
    const manifest = await Promise.race([child.ready, interruption(request.interrupt)]);
    const deviations = deviationsOf(request.deviations, manifest, idsOf(all));
    const { command, acceptDeviations } = request;
    const folder = request.folderOf(manifest);
    release = holdFolder(folder, request.resume);
    const record = openRun(
      folder,
      runRecord({ startedAt, command, manifest, plan, profiles, deviations: deviations.list, acceptDeviations }),
      request.resume,
    );
    events.planned?.(plan, manifest);
    const { results, incompleteBecause, trouble } = await supervise({
      order: {
        base: dirname(request.features),
        steps: request.steps,
        stream: join(folder, streamFile),
        lastRequest: join(folder, 'last-request'),
        crashVerdict: request.crashVerdict,
      },
      examples: inRunOrder(plan, pickleOf),
      canary: canary(),
      start: request.start,
      first: child,
      resumed: request.resume,
      expectsCrash: (id) => deviations.byExample.get(id)?.deviation.verdict === 'blocked',
      ...(request.patience === undefined ? {} : { patience: request.patience }),
      ...(request.maxMemoryMiB === undefined ? {} : { maxMemoryMiB: request.maxMemoryMiB }),
      onRecord: teller(plan, deviations, events),
      interrupt: request.interrupt,
    });
    rmSync(join(folder, 'last-request'), { force: true });
    const report = buildReport({
      record,
      results,
      ...(incompleteBecause === undefined ? {} : { incompleteBecause }),
      deviations,
      suiteFailed: trouble !== undefined,
    });
    return { report, folder, release, ...(trouble === undefined ? {} : { trouble }) };
  } catch (error) {
    release();
    throw error;
  } finally {
    await child.stop();
  }
}

interface Planned {
  readonly plan: Plan;
  readonly all: readonly PlannedRule[];
  readonly pickleOf: (example: PlannedExample) => Pickle;
  readonly profiles: readonly DemandedProfile[];
}

/** A profile that is asked for selects its rules, unless something else is selected; without a selection all are told of. */
function planOf({ features, suite, selection, profiles: wanted, shard }: CertificationRequest): Planned {
  let profiles: readonly DemandedProfile[] = [];
  const unselected = selection.only.length === 0 && selection.tags === undefined;
  const { plan, all, pickleOf } = makePlan(
    features,
    suite,
    (rules) => {
      if (wanted === undefined || (!unselected && wanted.requested.length === 0)) return selection;
      // Only here: YAML takes a while to load.
      const { loadProfiles } = require('./profiles/load-profiles') as typeof import('./profiles/load-profiles');
      const known = loadProfiles(wanted.folder, rules, wanted.requested);
      const requested = known.filter((profile) => profile.requested);
      profiles = requested.length > 0 ? requested : known;
      return requested.length > 0 && unselected
        ? { only: requested.flatMap(({ demands, untested }) => [...Object.keys(demands.rules), ...untested]) }
        : selection;
    },
    shard,
  );
  return { plan, all, pickleOf, profiles };
}

function openRun(folder: string, wanted: RunRecord, resume: boolean): RunRecord {
  if (resume) return resumable(folder, wanted);
  beginRun(folder, wanted);
  return wanted;
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
