import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where what is built for this computer is kept: TCK_CACHE, or `s390-tck` in the user's cache folder (XDG Base Directory
 * Specification 0.8: a path that is not absolute does not count).
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { TCK_CACHE: own, XDG_CACHE_HOME: cache } = environment;
  if (own !== undefined && own !== '') return join(own, 'linux');
  const base = cache !== undefined && isAbsolute(cache) ? cache : join(homedir(), '.cache');
  return join(base, 's390-tck', 'linux');
}
