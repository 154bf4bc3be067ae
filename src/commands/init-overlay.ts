import { existsSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Io } from '../main.ts';
import { PROGRAM } from '../program.ts';
import { loadSpec, specNameOf } from '../spec/load.ts';
import { plural } from '../text/plural.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { toOverlayTemplate } from './overlay-template.ts';
import { prepareFile } from './prepare-file.ts';
import { isThere, writeNew } from './write-new.ts';

/** Writes an overlay with the words of `x-confab` that are recognised in a document without. */
export async function initOverlay(document: string, wanted: string | undefined, io: Io): Promise<void> {
  const file = wanted ?? `${specNameOf(document)}.overlay.yaml`;
  if (file === '') throw new UsageError('--overlay needs the name of a file');
  if (existsSync(file)) throw isThere(file, '--overlay');
  const spec = await loadSpec(document);
  if (spec.collections.size > 0 && spec.recognised.lists.length === 0)
    throw new UsageError(
      `${document} says itself which collections it has: there is nothing to recognise. ${PROGRAM} init --config <file> ${document} writes a configuration for it`,
    );
  const command = `${PROGRAM} mock ${word(document)} --overlay ${word(file)}`;
  const from = relative(dirname(resolve(file)), resolve(document)).replaceAll('\\', '/');
  const text = toOverlayTemplate({ spec, document: from === '' ? basename(document) : from, command });
  await prepareFile('overlay', file);
  await writeNew(file, text, '--overlay');
  io.out(
    `${file} is written: ${plural(spec.recognised.lists.length, 'operation')} recognised. Read its comments, correct it, and try it:\n  ${command}\n  ${command.replace(' mock ', ' check ')}`,
  );
}

function word(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : shellQuote(text);
}
