import { Argument, Command, Option } from 'commander';
import type { CertifyOptions } from './certify';
import type { CheckOptions } from './check';
import type { CompareOptions } from './compare';
import type { ExplainOptions } from './explain';
import { certifyHelp, programHelp } from './help';
import { installation } from './installation';
import type { ListOptions } from './list';
import { addMachineOptions, type MachineOptions } from './machine-options';
import type { MergeOptions } from './merge';
import type { ReportOptions } from './report';
import { reportFault } from './report-fault';
import type { VerifyOptions } from './verify';

const featuresOption = new Option('--features <folder>', 'another folder of feature files').hideHelp();
const stepsOption = new Option('--steps <glob>', 'other step files').hideHelp();

/** The command line. Each command is loaded only when it is used. */
export async function main(argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  // A reader that has seen enough ("| head") is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    await commands(argv).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    process.exitCode = reportFault(error);
  }
}

function commands(argv: readonly string[]): Command {
  const program = new Command('s390-tck')
    .description('Certifies s390x virtual I/O implementations against an executable specification.')
    .version(installation.suite().version)
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', programHelp);

  addMachineOptions(program.command('certify').description('run the specification on a machine and report on it'))
    .option('--only <id...>', 'rule ids, example ids, or globs over them')
    .option('--tags <expression>', 'a tag expression, like "@linux and not @provisional"')
    .option('--profile <name...>', 'certify for these profiles: exit 0 only when certified for all of them')
    .option('--shard <i/n>', 'run the i-th of n parts; "merge" puts the reports together')
    .option('--resume', 'go on with the run that the same command left unfinished')
    .option(
      '--patience <seconds>',
      'without progress, before a machine counts as hung (default: 120, or 300 of CPU time)',
    )
    .option('--max-memory <MiB>', 'end a machine that takes more', '2048')
    .option('--output <folder>', 'where the report goes')
    .option('--deviations <file>', 'recorded deviations of your machine')
    .option('--accept-deviations', 'exit 0 when everything that fails does so exactly as recorded')
    .option('--sign-key <file>', 'sign the statement with this ed25519 key (PEM)')
    .option('--json', 'print a summary as JSON and nothing else')
    .addOption(new Option('--quiet', 'only what came of it').conflicts('verbose'))
    .option('--verbose', 'every failure in full, every rule on a line')
    .option('--no-color', 'no colours')
    .addOption(featuresOption)
    .addOption(stepsOption)
    .addOption(new Option('--profiles <folder>', 'another folder of profiles').hideHelp())
    .addHelpText('after', certifyHelp)
    .action(async (options: CertifyOptions) => {
      const { runCertify } = require('./certify') as typeof import('./certify');
      process.exitCode = await runCertify(options, argv);
    });

  addMachineOptions(
    program.command('serve').description('offer a machine over the protocol on stdin and stdout'),
  ).action(async (options: MachineOptions) => {
    const { runServe } = require('./serve') as typeof import('./serve');
    await runServe(options);
  });

  const adapter = program.command('adapter').description('for who writes a machine');
  addMachineOptions(adapter.command('smoke').description('check the least that a machine must do')).action(
    async (options: MachineOptions) => {
      const { runSmoke } = require('./smoke') as typeof import('./smoke');
      process.exit(await runSmoke(options));
    },
  );

  program
    .command('linux')
    .description('the real Linux kernel')
    .command('build')
    .description("fetch Debian's s390x kernel, build what it lacks, and keep it for --machine linux")
    .action(async () => {
      const { runLinuxBuild } = require('./linux-build') as typeof import('./linux-build');
      await runLinuxBuild();
    });

  program
    .command('check')
    .description('lint the feature files, the catalogue and the vocabulary')
    .option('--json', 'print the problems as JSON')
    .addOption(featuresOption)
    .addOption(stepsOption)
    .addOption(new Option('--catalogue <folder>', 'another folder of catalogues').hideHelp())
    .action(async (options: CheckOptions) => {
      const { runCheck } = require('./check') as typeof import('./check');
      process.exitCode = await runCheck(options);
    });

  program
    .command('list')
    .description('the rules of the specification, or what else there is')
    .addArgument(
      new Argument('[what]', 'what to list')
        .choices(['rules', 'machines', 'profiles', 'steps', 'deviations'])
        .default('rules'),
    )
    .option('--only <id...>', 'rule ids, example ids, or globs over them')
    .option('--tags <expression>', 'a tag expression')
    .option('--examples', 'their examples too')
    .option('--json', 'as JSON')
    .addOption(featuresOption)
    .action(async (what: string, options: ListOptions) => {
      if (what !== 'rules') {
        const { runListTopic } = require('./list-topics') as typeof import('./list-topics');
        process.exitCode = await runListTopic(what);
        return;
      }
      const { runList } = require('./list') as typeof import('./list');
      process.exitCode = runList(options);
    });

  program
    .command('report')
    .description('report on the run in a folder as far as it got, killed or not')
    .argument('<folder>', 'where a run was begun')
    .option('--sign-key <file>', 'sign the statement with this ed25519 key (PEM)')
    .option('--json', 'print a summary as JSON and nothing else')
    .option('--no-color', 'no colours')
    .action((folder: string, options: ReportOptions) => {
      const { runReport } = require('./report') as typeof import('./report');
      process.exitCode = runReport(folder, options);
    });

  program
    .command('verify')
    .description('whether the files of a report belong together, offline: exit 0 intact, 1 not intact')
    .argument('<report>', 'a report folder, or its compliance.json')
    .option('--key <file>', 'the public ed25519 key (PEM) of whom you trust')
    .option('--json', 'as JSON')
    .action((report: string, options: VerifyOptions) => {
      const { runVerify } = require('./verify') as typeof import('./verify');
      process.exitCode = runVerify(report, options);
    });

  program
    .command('compare')
    .description('machines side by side, rule by rule, differences first')
    .argument('<reports...>', 'report folders or compliance.json files')
    .option('--html <file>', 'write a page too')
    .option('--json', 'as JSON')
    .option('--no-color', 'no colours')
    .action((reports: string[], options: CompareOptions) => {
      const { runCompare } = require('./compare') as typeof import('./compare');
      process.exitCode = runCompare(reports, options);
    });

  program
    .command('explain')
    .description('all that is known of one rule: source, scenarios, faults that break it, recorded deviations')
    .argument('<rule>', 'its id')
    .addOption(featuresOption)
    .action((id: string, options: ExplainOptions) => {
      const { runExplain } = require('./explain') as typeof import('./explain');
      process.exitCode = runExplain(id, options);
    });

  program
    .command('merge')
    .description('put the reports of all shards of a run together')
    .argument('<report...>', 'compliance.json of each shard')
    .requiredOption('--output <folder>', 'where the report goes')
    .action((files: string[], options: MergeOptions) => {
      const { runMerge } = require('./merge') as typeof import('./merge');
      process.exitCode = runMerge(files, options);
    });

  program
    .command('deviations')
    .description('recorded failures of an implementation')
    .command('draft <report>')
    .description('print entries for the failures of a report that nothing explains yet, to be edited')
    .action((report: string) => {
      const { runDraft } = require('./draft') as typeof import('./draft');
      process.exitCode = runDraft(report);
    });
  return program;
}
