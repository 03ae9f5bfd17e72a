import { Command } from 'commander';
import type { CertifyOptions } from './certify';

export async function main(argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  const program = new Command('s390-tck');
  program
    .command('certify')
    .option('--machine <machine>', '', 'reference')
    .option('--qemu <path>')
    .option('--fault <names...>')
    .option('--only <ids...>')
    .option('--tags <expression>')
    .option('--output <folder>')
    .option('--deviations <file>')
    .option('--accept-deviations')
    .option('--json')
    .option('--quiet')
    .option('--verbose')
    .option('--no-color')
    .option('--features <folder>')
    .option('--steps <glob>')
    .action(async (options: CertifyOptions) => {
      const { runCertify } = require('./certify') as typeof import('./certify');
      process.exitCode = await runCertify(options, argv);
    });
  await program.parseAsync([...argv], { from: 'user' });
}
