import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const chromiumProgram = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whether there is a Chromium; as root of a Debian it is installed when there is none. */
export function hasChromium() {
  if (!existsSync(chromiumProgram) && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  return existsSync(chromiumProgram);
}

/** Hands a browser with an empty profile to `use`. Each of the names leads to 127.0.0.1, as its owner wants. */
export async function withChromium(names, use) {
  const profile = await mkdtemp(join(tmpdir(), 'confab-chromium-'));
  const rules = names.map((name) => `MAP ${name} 127.0.0.1`).join(',');
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumProgram,
    args: [...FLAGS, `--host-resolver-rules=${rules}`],
    timeout: 0,
  });
  browser.setDefaultTimeout(0);
  try {
    return await use(browser);
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
