import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Debian's browser; `TCK_CHROMIUM` names another. */
export const browser = process.env.TCK_CHROMIUM ?? '/usr/bin/chromium';

export const browserFound = (): boolean => existsSync(browser);

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Opened {
  readonly page: Page;
  /** Errors of the page's script and whatever its security policy refused. */
  readonly errors: string[];
  /** Addresses it asked for, itself aside. */
  readonly requests: string[];
}

/** Gives a fresh headless browser to a test and ends it. */
export async function inChromium(
  file: string,
  look: (opened: Opened) => Promise<void>,
  options: { width?: number; height?: number; dark?: boolean; hash?: string } = {},
): Promise<void> {
  const { width = 1200, height = 900, dark = false, hash = '' } = options;
  const profile = mkdtempSync(join(tmpdir(), 'tck-chromium-'));
  let context: BrowserContext | undefined;
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath: browser,
      headless: true,
      args: quiet,
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
    });
    const page = await context.newPage();
    const opened: Opened = { page, errors: [], requests: [] };
    page.on('pageerror', (error) => opened.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') opened.errors.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`file://${file}`)) opened.requests.push(request.url());
    });
    await page.goto(`file://${file}${hash}`);
    await look(opened);
  } finally {
    await context?.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
