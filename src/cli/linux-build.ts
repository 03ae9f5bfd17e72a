import { build } from '../implementations/linux/build/build';
import { s390x } from '../implementations/linux/build/target';

/** @throws MachineAbsent when something is missing */
export async function runLinuxBuild(): Promise<void> {
  const progress = (what: string) => void process.stderr.write(`${what}\n`);
  const { packageVersion, kernel } = await build(s390x, { progress });
  process.stdout.write(`Linux ${packageVersion} is ready in ${kernel.replace(/[^/]*$/, '')}\n`);
}
