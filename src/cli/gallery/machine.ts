import { machines } from './machines';
import { spoiled } from './wrapping';

/** A plug-in that is the wrong machine named by the environment. */
export default () => spoiled(machines[process.env.TCK_WRONG_MACHINE!]!);
