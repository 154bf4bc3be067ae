#!/usr/bin/env node
import { EXIT } from './exit-codes.ts';
import { main } from './main.ts';
import { keepHeapSmall, keepNewSpace } from './small-heap.ts';
import { createStop } from './stop.ts';

const stop = createStop();

// A reader that closes the pipe early (`confabulate mock | head -1`) is no error; a full disk is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`confab: the output cannot be written: ${error.message}\n`);
  process.exit(EXIT.run);
});
process.stderr.on('error', () => {});

const code = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  get stopped() {
    return stop.stopped;
  },
  // hasColors knows NO_COLOR, FORCE_COLOR and terminals without any.
  color: process.stdout.isTTY && process.stdout.hasColors(),
  errColor: process.stderr.isTTY && process.stderr.hasColors(),
  unread: () => process.stderr.writableLength,
  // Checking a document would make it grow to its most. The built-in ones are not checked: they start faster where it grows
  // with what is loaded.
  checking: keepNewSpace,
  // At once: what is loaded for the first requests would make it grow, too.
  listening: keepHeapSmall,
  ...(process.stderr.isTTY && { progress: drawLine }),
});
// A long text may still be on its way into a pipe: exiting now would cut it off, or hide that it could not be written.
for (const stream of [process.stdout, process.stderr])
  await new Promise((resolve) => stream.write('', resolve));
process.exit(code);

/** Overwrites the line before. A line that wraps could not be overwritten, so it is cut at the terminal's width. */
function drawLine(line: string): void {
  process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
}
