export interface CheckOptions {
  readonly json?: boolean;
  readonly features?: string;
  readonly steps?: string;
  readonly catalogue?: string;
}
export async function runCheck(_options: CheckOptions): Promise<number> {
  return 0;
}
