import { createHash } from 'node:crypto';

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but our own style and script can act, whatever a machine has put into its texts; nothing is fetched. */
export const styleOnly = (style: string): string =>
  `default-src 'none'; style-src ${hashed(style)}; base-uri 'none'; form-action 'none'`;

export const styleAndScript = (style: string, script: string): string =>
  `${styleOnly(style)}; script-src ${hashed(script)}`;
