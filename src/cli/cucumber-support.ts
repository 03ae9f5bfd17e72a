import '../certification/run/hooks';
import { AfterAll, BeforeAll } from '@cucumber/cucumber';
import { bindMachine } from '../contract/binding';
import type { Machine } from '../contract/machine';
import { loadMachine } from './machines';

// Plain `cucumber-js`: the reference machine, so that editors and habits work. Certification is `s390-tck certify`.
let machine: Machine;

BeforeAll(async () => {
  machine = await loadMachine({ machine: 'reference' });
  bindMachine({ machine, manifest: await machine.manifest() });
});

AfterAll(() => machine.close());
