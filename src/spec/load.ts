import { basename, relative } from 'node:path';
import { SpecError } from '../errors.ts';
import { MOST_BYTES, readTextFile, UnreadableFileError } from '../text-file.ts';
import { readChecked } from './checked.ts';
import { toSpec } from './operations.ts';
import { type Lines, type Source, withoutLines } from './source.ts';
import type { Spec } from './spec.ts';

interface LoadOptions {
  /** Files of OpenAPI Overlays, applied in this order. */
  readonly overlays?: readonly string[];
  /** The spec's name; the file's when not given. */
  readonly name?: string;
  /** Whether somebody will ask for the lines of a document that has nothing wrong. */
  readonly lines?: boolean;
  /** Refuses what is else a warning. */
  readonly strict?: boolean;
}

/**
 * Reads an OpenAPI document (3.1; 3.0 and 2.0 are upgraded), applies overlays, and checks all of it:
 * OpenAPI itself, the closed `x-confab` vocabulary, every reference, every example against its schema.
 * Throws one SpecError that names the file, the line and the JSON pointer of the first thing wrong.
 */
export async function loadSpec(file: string, options: LoadOptions = {}): Promise<Spec> {
  const { overlays = [], name = specNameOf(file), lines = false, strict = false } = options;
  const checked = overlays.length === 0 ? readChecked(file) : undefined;
  if (checked) return toSpec(checked, lines ? await linesOf(file) : withoutLines(file), name);
  // What checking takes is only brought in where something is to be checked: starting must be quick.
  const { checkSpec } = await import('./check-spec.ts');
  const sources = await Promise.all([file, ...overlays].map(readSource));
  const spec = await checkSpec(file, sources, name);
  if (strict) (await import('./strict.ts')).assertNoWarnings(spec.warnings);
  return spec;
}

/** Reads and parses a YAML or JSON file. Throws a SpecError that says so when there is none. */
export async function readSource(file: string): Promise<Source> {
  const text = readDocument(file);
  const { parseSource } = await import('./parse-source.ts');
  return parseSource(shownName(file), text);
}

function readDocument(file: string): string {
  try {
    return readTextFile(file, MOST_BYTES.document);
  } catch (cause) {
    if (!(cause instanceof UnreadableFileError)) throw cause;
    throw new SpecError(cause.message, { file: shownName(file) }, { cause });
  }
}

/** The lines of a document that was checked before: it is only parsed once somebody asks. */
async function linesOf(file: string): Promise<Lines> {
  const { parseSource } = await import('./parse-source.ts');
  let source: Source | undefined;
  const name = shownName(file);
  return {
    file: name,
    at(pointer) {
      source ??= parseSource(name, readDocument(file));
      return source.at(pointer);
    },
  };
}

function shownName(file: string): string {
  const shown = relative('.', file);
  return shown.startsWith('..') ? file : shown;
}

/** `specs/my api.yaml` → `my-api`: the name that a spec is served under. */
export function specNameOf(file: string): string {
  return basename(file)
    .replace(/\.(ya?ml|json)$/i, '')
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-');
}
