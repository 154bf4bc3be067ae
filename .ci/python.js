// Real Python clients against the built mock: the vendor's own SDK, sync and async, and what everybody uses. They are
// installed into a temporary folder, from PyPI or, where that cannot be reached, from Debian's packages as far as
// they are there; what could not be installed is said, and is no failure of the project.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProcesses } from './processes.js';

const SDK = 'alibabacloud_aicontent20240611==7.10.0';
const CLIENTS = ['requests', 'aiohttp'];

const folder = mkdtempSync(join(tmpdir(), 'confab-python-'));
const python = join(folder, 'bin', 'python');
try {
  const scripts = install();
  const { run, serving } = createProcesses(process.cwd());
  if (scripts.length > 0)
    await serving('node dist/cli.js mock --port 0', async (url) => {
      // A client that goes through a proxy would not reach this machine's own address.
      const env = { NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
      for (const script of scripts) {
        const address = script === 'vendor_sdk.py' ? url.replace('http://', '') : url;
        process.stdout.write(await run(`'${python}' .ci/python/${script} ${address}`, { env }));
      }
    });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Installs what it can, and gives the scripts that can run with it. */
function install() {
  const venv = ['python3', '-m', 'venv', '--system-site-packages', folder];
  if (!quietly(...venv)) {
    apt('python3-venv', 'python3-pip');
    if (!quietly(...venv)) return missing('python3 with venv', 'no Python client was tried');
  }
  if (quietly(python, '-m', 'pip', 'install', '--quiet', SDK, ...CLIENTS))
    return ['vendor_sdk.py', 'clients.py'];
  missing(SDK, "the vendor's Python SDK was not tried");
  apt(...CLIENTS.map((name) => `python3-${name}`));
  if (quietly(python, '-c', `import ${CLIENTS.join(', ')}`)) return ['clients.py'];
  return missing(CLIENTS.join(', '), 'no Python client was tried');
}

function apt(...packages) {
  quietly('apt-get', 'update', '-qq');
  quietly('apt-get', 'install', '-qq', '-y', ...packages);
}

function quietly(command, ...args) {
  return (
    spawnSync(command, args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  );
}

function missing(what, consequence) {
  console.log(`${what} could not be installed: ${consequence}`);
  return [];
}
