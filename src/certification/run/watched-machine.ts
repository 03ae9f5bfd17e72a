import type { Fixture } from '../../contract/documents/fixture';
import type { Manifest } from '../../contract/documents/manifest';
import { MachineFailed } from '../../contract/judgement';
import type { Machine, RunningMachine, StartAnswer } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';
import type { RequestNotes } from './last-request';
import { machineFailure } from './thrown';

const failed = (error: unknown): Promise<never> => Promise.reject(machineFailure(error));

type Refusal = Extract<StartAnswer, { kind: 'unsupported' }>;
type Demand = { readonly facility: number } | { readonly feature: string };

export interface Watch {
  readonly notes: Pick<RequestNotes, 'request'>;
  /** Told what the machine claims and does not keep. */
  contradicted(what: string): void;
}

/** The same machine, each request noted before it gets it, and held to what it claims when it refuses a fixture. */
export function watched(machine: Machine, manifest: Manifest, { notes, contradicted }: Watch): Machine {
  const refuses = new Map<string, Promise<boolean>>();
  return {
    manifest: () => machine.manifest(),
    close: () => machine.close(),
    async start(fixture) {
      notes.request({ start: fixture });
      const answer = await started(fixture);
      if (answer.kind === 'started') return { ...answer, machine: noted(answer.machine) };
      for (const demand of suspects(answer, fixture, manifest)) {
        const what = nameOf(demand);
        if (!refuses.has(what)) refuses.set(what, refusesAlone(demand, fixture));
        if (!(await refuses.get(what))) continue;
        const sentence = `it claims ${what}, and answers unsupported to a fixture that demands it`;
        contradicted(sentence);
        throw new MachineFailed('protocol', sentence, { answer: String(answer.what) });
      }
      return answer;
    },
  };

  async function started(fixture: Fixture): Promise<StartAnswer> {
    let answer: StartAnswer;
    try {
      answer = await machine.start(fixture);
      if (answer.kind === 'unsupported' && typeof answer.what === 'string') return answer;
      if (answer.kind === 'started' && typeof answer.machine.perform === 'function' && Array.isArray(answer.reserved))
        return answer;
    } catch (error) {
      throw machineFailure(error);
    }
    throw new MachineFailed('protocol', 'the answer to start does not fit the contract');
  }

  function noted(running: RunningMachine): RunningMachine {
    return {
      perform(batch, deadline) {
        notes.request({ batch });
        try {
          return running.perform(batch, deadline).catch(failed);
        } catch (error) {
          return failed(error);
        }
      },
      stop: () => running.stop(),
    };
  }

  /** Two demands may exclude each other; one alone, of a machine that claims it, may not be refused. */
  async function refusesAlone(demand: Demand, { features }: Fixture): Promise<boolean> {
    const answer = await started(
      'facility' in demand
        ? { ...plainFixture, facilities: { present: [demand.facility], absent: [] } }
        : { ...plainFixture, features: { [demand.feature]: features[demand.feature]! } },
    );
    if (answer.kind === 'started') await answer.machine.stop();
    return answer.kind === 'unsupported';
  }
}

const nameOf = (demand: Demand): string =>
  'facility' in demand ? `facility ${demand.facility}` : `feature ${demand.feature}`;

/** The demands of a refused fixture that the machine claims to meet. */
function suspects({ missing }: Refusal, { facilities, features }: Fixture, manifest: Manifest): Demand[] {
  const demands: Demand[] = [
    ...facilities.present.map((facility) => ({ facility })),
    ...Object.keys(features).map((feature) => ({ feature })),
  ];
  return demands.filter(
    (demand) => claims(demand) && (missing === undefined || nameOf(missing as Demand) === nameOf(demand)),
  );

  function claims(demand: Demand): boolean {
    if ('facility' in demand) return manifest.facilities.includes(demand.facility);
    const [claim, wanted] = [manifest.features[demand.feature], features[demand.feature]];
    return typeof wanted === 'number' ? typeof claim === 'number' && claim >= wanted : wanted === claim;
  }
}
