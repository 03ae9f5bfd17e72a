/** Options of `certify` that say what part of it runs or where the result goes, with how many words follow them. */
const dropped: Readonly<Record<string, 'none' | 'one' | 'many'>> = {
  '--only': 'many',
  '--tags': 'one',
  '--profile': 'many',
  '--output': 'one',
  '--shard': 'one',
  '--resume': 'none',
  '--sign-key': 'one',
  '--json': 'none',
  '--quiet': 'none',
  '--verbose': 'none',
  '--no-color': 'none',
  '--accept-deviations': 'none',
};

/** The command of a run without its selection: what `--only <example>` is put behind. */
export function replayCommand(command: string): string {
  const kept: string[] = [];
  let skip = 0;
  for (const word of shellWords(command)) {
    const [option, value] = word.split('=', 2);
    const follows = Object.hasOwn(dropped, option!) ? dropped[option!] : undefined;
    if (follows !== undefined) {
      skip = value !== undefined || follows === 'none' ? 0 : follows === 'one' ? 1 : Number.POSITIVE_INFINITY;
    } else if (skip > 0 && !(skip > 1 && word.startsWith('--'))) skip -= 1;
    else {
      skip = 0;
      kept.push(word);
    }
  }
  return kept.join(' ');
}

/** Words with their quotes. */
function shellWords(command: string): string[] {
  return command.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
}
