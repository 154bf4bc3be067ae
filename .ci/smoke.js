// Starts the built server and gets a page from each vendor over the wire, with the
// commands that it prints for a person to paste.
import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const server = spawn(process.execPath, ['dist/cli.js', 'mock', '--port', '0', '--json'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [line] = await new Promise((resolve, reject) => {
  const lines = createInterface({ input: server.stdout });
  lines.once('line', (text) => resolve([text]));
  server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
});

const { vendors } = JSON.parse(line);
try {
  for (const { name, operations } of vendors) {
    for (const { id, curl } of operations) {
      const body = execFileSync('sh', ['-c', curl], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const text = JSON.stringify(JSON.parse(body));
      if (!/"(id|conversation_id|segment_code)":/.test(text))
        throw new Error(`${name}.${id} answered ${text}`);
      console.log(`${name}.${id}: ${text.slice(0, 100)}…`);
    }
  }
  if (vendors.length !== 5) throw new Error(`${vendors.length} vendors were served`);
} finally {
  server.kill('SIGINT');
}
