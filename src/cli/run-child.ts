import { liveAsChild } from '../certification/run/child';
import { loadMachine, type MachineChoice } from './machines';

// Started by `certify` with the machine to load; see certification/run.
const choice = JSON.parse(process.argv[2]!) as MachineChoice;
void liveAsChild(() => loadMachine(choice));
