#!/usr/bin/env node
import { EXIT } from './exit-codes.ts';
import { main } from './main.ts';

const stopped = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});

// A reader that has seen enough (`confab mock | head -1`) is no error; a full disk is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`confab: the output cannot be written: ${error.message}\n`);
  process.exit(EXIT.run);
});
process.stderr.on('error', () => {});

const code = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  stopped,
  // hasColors knows NO_COLOR, FORCE_COLOR and terminals without any.
  color: process.stdout.isTTY && process.stdout.hasColors(),
  ...(process.stderr.isTTY && { progress: drawLine }),
});
// Written to a pipe, what is long is still on its way: exit would cut it off, and what failed would not be heard.
for (const stream of [process.stdout, process.stderr])
  await new Promise((resolve) => stream.write('', resolve));
process.exit(code);

/** Draws over the line before; what is longer than the terminal is wide would leave pieces of it behind. */
function drawLine(line: string): void {
  process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
}
