import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Watchdog } from './watchdog';

/** Seconds, progress and CPU seconds at each check; gives the first complaint and when it came. */
function watch(
  course: (second: number) => { progress: number; cpu: number },
  seconds = 1000,
): [number, string] | undefined {
  const dog = new Watchdog({ idle: 120, busy: 300 });
  for (let now = 0; now < seconds; now++) {
    const { progress, cpu } = course(now);
    const complaint = dog.check(progress, now, () => cpu);
    if (complaint !== undefined) return [now, complaint];
  }
  return undefined;
}

test('progress keeps it quiet', () =>
  assert.equal(
    watch((now) => ({ progress: now, cpu: now })),
    undefined,
  ));

test('no progress and no CPU time: hung', () => {
  const [when, why] = watch((now) => ({ progress: Math.min(now, 10), cpu: 5 }))!;
  assert.ok(when >= 130 && when <= 140, `after ${when} s`);
  assert.match(why, /no CPU time/);
});

test('no progress and all the CPU time: a loop', () => {
  const [when, why] = watch((now) => ({ progress: 0, cpu: now }))!;
  assert.ok(when >= 300 && when <= 320, `after ${when} s`);
  assert.match(why, /CPU time/);
});

test('slow but at work is left alone', () => {
  assert.equal(
    watch((now) => ({ progress: Math.floor(now / 250), cpu: now * 0.5 })),
    undefined,
  );
});
