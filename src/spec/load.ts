import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { SpecError } from '../errors.ts';
import { checkDocument } from './check-document.ts';
import { checkExamples } from './check-examples.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toSpec } from './operations.ts';
import { applyOverlay } from './overlay.ts';
import { parseSource, type Source } from './source.ts';
import type { Spec } from './spec.ts';
import { upgrade } from './upgrade.ts';
import { checkVocabulary } from './vocabulary.ts';

export interface LoadOptions {
  /** Files of OpenAPI Overlays, applied in this order. */
  readonly overlays?: readonly string[];
  /** The spec's name; the file's when not given. */
  readonly name?: string;
}

/**
 * Reads an OpenAPI document (3.1; 3.0 and 2.0 are upgraded), applies overlays, and checks all of it:
 * OpenAPI itself, the closed `x-confab` vocabulary, every reference, every example against its schema.
 * Throws one SpecError that names the file, the line and the JSON pointer of the first thing wrong.
 */
export async function loadSpec(file: string, options: LoadOptions = {}): Promise<Spec> {
  const source = await readSource(file);
  let document: Json = source.value;
  if (!isObject(document)) {
    throw new SpecError('this is not an OpenAPI document: it must be an object', {
      file: source.file,
      line: 1,
    });
  }
  const upgraded = await upgrade(document, source);
  document = upgraded;
  for (const overlay of options.overlays ?? []) document = applyOverlay(document, await readSource(overlay));
  const bundled = await checkDocument(document as JsonObject, source, file);
  checkVocabulary(bundled, source);
  const spec = toSpec(bundled, source, options.name ?? nameOf(file));
  checkExamples(spec, source);
  return spec;
}

/** Reads and parses a YAML or JSON file. Throws a SpecError that says so when there is none. */
export async function readSource(file: string): Promise<Source> {
  const shown = relative('.', file);
  const name = shown.startsWith('..') ? file : shown;
  try {
    return parseSource(name, await readFile(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof SpecError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = { ENOENT: 'there is no such file', EISDIR: 'this is a folder, not a file' }[code ?? ''];
    throw new SpecError(why ?? `this cannot be read: ${message}`, { file: name }, { cause });
  }
}

/** `specs/my api.yaml` → `my-api`: the name that a spec is served under. */
export function nameOf(file: string): string {
  return basename(file)
    .replace(/\.(ya?ml|json)$/i, '')
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-');
}
