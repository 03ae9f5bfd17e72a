/** Everything that must hold, one stage after the other; ends with a plain "N passed, N failed" line. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stages } from './stages';

const root = join(__dirname, '..');
const ranWell: string[] = [];
let passed = 0;
let failed = 0;

for (const stage of stages) {
  console.log(`\n== ${stage.name}: ${stage.command.join(' ')}`);
  const [program = '', ...rest] = stage.command;
  const { status, stdout } = spawnSync(program, rest, {
    cwd: root,
    env: { ...process.env, ...stage.environment, TCK_RAN_WELL: ranWell.join('\n') },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const counts = stage.counts?.(stdout);
  process.stdout.write(stage.quiet === true && status === stage.status ? '' : stdout);
  const ok = status === stage.status && counts?.failed !== -1;
  passed += counts?.passed ?? 0;
  failed += Math.max(0, counts?.failed ?? 0);
  if (ok) passed += 1;
  else failed += 1;
  if (ok && status === 0) ranWell.push(stage.command.join(' '));
  console.log(
    `== ${stage.name}: ${ok ? 'ok' : `FAILED (status ${status}, expected ${stage.status})`}${counts === undefined ? '' : `, ${counts.passed} passed, ${counts.failed} failed`}`,
  );
}

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
