import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AptRoot } from './apt-root';
import { findKernel } from './kernel-packages';
import { s390x } from './target';

/** What apt-cache says; the rest of the root is not asked. */
const rootWith = (names: readonly string[], version: string): AptRoot =>
  ({
    search: async () => [...names],
    show: async () => new Map([['Version', version]]),
  }) as unknown as AptRoot;

test('the newest kernel of the flavour, by number and not by letter, and everything of the same version', async () => {
  const names = [
    'linux-image-6.12.107+deb13-s390x',
    'linux-image-6.12.94+deb13-s390x',
    'linux-image-6.12.200+deb13-amd64',
    'linux-image-6.12.300+deb13-s390x-dbg',
    'linux-image-s390x',
  ];
  assert.deepEqual(await findKernel(rootWith(names, '6.12.107-1'), s390x, 'amd64'), {
    version: '6.12.107+deb13',
    packageVersion: '6.12.107-1',
    names: [
      'linux-image-6.12.107+deb13-s390x:s390x',
      'linux-headers-6.12.107+deb13-s390x:s390x',
      'linux-headers-6.12.107+deb13-common',
      'linux-kbuild-6.12.107+deb13:amd64',
      'libc6:amd64',
      'linux-source-6.12=6.12.107-1',
    ],
  });
});

test('a suite without a kernel', async () => {
  await assert.rejects(
    findKernel(rootWith(['linux-image-6.12.94+deb13-amd64'], '1'), s390x, 'amd64'),
    /offers no kernel/,
  );
});
