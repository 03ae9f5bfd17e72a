import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize, relative, sep } from 'node:path';
import { forbiddenNames, longestFile, type Room, rooms } from './rooms';

export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const imports =
  /(?:^|\s)(?:import|export)\s[^'";]*?from\s*'(\.[^']+)'|(?:require|import)\(\s*'(\.[^']+)'\s*\)|^import\s+'(\.[^']+)'/gm;

function inside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || `${path}.ts` === folder;
}

function roomOf(path: string): Room | undefined {
  return rooms.filter((room) => inside(path, room.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** Generated types of the schemas are long and nobody's prose. */
const isGenerated = (path: string): boolean => path.startsWith('src/contract/documents/');

function importProblems(path: string, text: string): Problem[] {
  const room = roomOf(path);
  if (room === undefined) return [{ file: path, line: 1, message: 'this file stands in no room of the house' }];
  return [...text.matchAll(imports)].flatMap((match) => {
    const target = normalize(join(dirname(path), (match[1] ?? match[2] ?? match[3])!))
      .split(sep)
      .join('/');
    const targetRoom = roomOf(target);
    const allowed =
      targetRoom?.folder === room.folder ||
      room.mayImport.some(
        (folder) =>
          inside(target, folder) &&
          (targetRoom?.folder === folder || folder === 'src' || inside(targetRoom?.folder ?? '', folder)),
      );
    if (allowed) return [];
    const line = text.slice(0, match.index).split('\n').length + (match[0].startsWith('\n') ? 1 : 0);
    return [{ file: path, line, message: `${room.folder} must not import ${target}` }];
  });
}

/** Problems of one file: imports against the house (a test may look anywhere), length, name. */
export function problemsOf(path: string, text: string): Problem[] {
  const lines = text.split('\n').length;
  const long = lines > longestFile && roomOf(path)?.table !== true && !isGenerated(path);
  return [
    ...(path.endsWith('.test.ts') ? [] : importProblems(path, text)),
    ...(long ? [{ file: path, line: lines, message: `${lines} lines; a file has at most ${longestFile}` }] : []),
    ...(forbiddenNames.test(basename(path))
      ? [{ file: path, line: 1, message: `"${basename(path)}" names no subject` }]
      : []),
  ];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

export function checkHouse(root: string): Problem[] {
  return ['src', 'steps', 'scripts'].flatMap((folder) =>
    filesBelow(join(root, folder)).flatMap((file) =>
      problemsOf(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')),
    ),
  );
}

if (require.main === module) {
  const problems = checkHouse(join(__dirname, '../..'));
  for (const { file, line, message } of problems) console.error(`${file}:${line}: ${message}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
