import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cacheFolder } from './cache';

test('the cache is where the user wants it', () => {
  assert.equal(cacheFolder({ TCK_CACHE: '/a', XDG_CACHE_HOME: '/b' }), '/a/linux');
  assert.equal(cacheFolder({ XDG_CACHE_HOME: '/b' }), '/b/s390-tck/linux');
  const usual = join(homedir(), '.cache/s390-tck/linux');
  for (const environment of [{}, { TCK_CACHE: '' }, { XDG_CACHE_HOME: 'relative' }])
    assert.equal(cacheFolder(environment), usual);
});
