/**
 * What a step of the channel subsystem leaves of a function: it goes on in the next step, or it waits until the device or
 * an instruction wakes it.
 */
export type Pause = 'goes on' | 'waits';

/** A function in progress, one step for each `next`. */
export type Work = Generator<Pause, void, undefined>;
