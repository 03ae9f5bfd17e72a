import { openFlags } from '../../src/uapi/open-flags';
import { demand } from '../expectation';
import { Then } from '../vocabulary';
import type { TckWorld } from '../world';

const longestInformation = 1024;

/** By the octal `flags` in /proc/self/fdinfo, which has O_CLOEXEC for a descriptor that an exec closes. */
Then('{string} closes on exec', async function (this: TckWorld, file: string) {
  const { host } = this;
  await host.ready();
  const name = `information on ${file}`;
  await host.open(name, `/proc/self/fdinfo/${host.file(file).fd}`, 'file', 0n);
  const fd = BigInt(host.file(name).fd);
  const text = await host.briefly(async () => {
    const address = host.reserve(longestInformation);
    const { seen } = await host.must('reading the flags', 'read', [fd, address, BigInt(longestInformation)], {
      address,
      after: longestInformation,
    });
    return Buffer.from(seen!).toString('latin1');
  });
  await host.must('closing it', 'close', [fd]);
  const flags = Number.parseInt(/^flags:\s*([0-7]+)$/m.exec(text)?.[1] ?? '0', 8);
  const seen = (flags & openFlags.O_CLOEXEC) === 0 ? 'without O_CLOEXEC' : 'O_CLOEXEC';
  demand(`"${file}" stays open on exec`, [this.compare(`flags of "${file}"`, 'O_CLOEXEC', seen)]);
});
