import { arch, cpus, release, type } from 'node:os';
import type { Report } from '../../contract/documents/report';

/** What a reader must know of the computer that ran the certification. */
export function environment(): Report['environment'] {
  const processors = cpus();
  return {
    node: process.version,
    os: `${type()} ${release()}`,
    arch: arch(),
    cpus: processors.length,
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
  };
}
