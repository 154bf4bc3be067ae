// Starts the built server as a newcomer does and gets a page from each vendor over the wire, with the commands that it
// prints for a person to paste.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createProcesses } from './processes.js';

const specs = readdirSync('specs').filter((file) => file.endsWith('.yaml'));
// One vendor's requests are signed by the shell, with openssl.
const lacking = ['curl', 'openssl'].filter((tool) => spawnSync(tool, ['--version']).error);

await createProcesses(process.cwd()).serving('node dist/cli.js mock --port 0 --json', (_, printed) => {
  const { vendors } = JSON.parse(printed());
  if (vendors.length !== specs.length)
    throw new Error(`${vendors.length} of ${specs.length} vendors were served`);
  if (lacking.length > 0)
    return console.log(`the commands are not run: this machine has no ${lacking.join(', no ')}`);
  for (const { name, operations } of vendors)
    for (const { id, curl } of operations) runCurl(`${name}.${id}`, curl);
});

function runCurl(name, curl) {
  const body = execFileSync('sh', ['-c', curl], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const text = JSON.stringify(JSON.parse(body));
  if (!/"(id|conversation_id|segment_code)":/.test(text)) throw new Error(`${name} answered ${text}`);
  console.log(`${name}: ${text.slice(0, 100)}…`);
}
