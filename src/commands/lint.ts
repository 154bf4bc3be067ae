import { UsageError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import { checkAnswers } from '../mock/check-answers.ts';
import { PROGRAM } from '../program.ts';
import { createCollections, DEFAULT_NOW, DEFAULT_SEED } from '../rows/collections.ts';
import { builtinFile, builtinNames } from '../spec/builtin.ts';
import { lintSpec } from '../spec/lint.ts';
import type { Spec } from '../spec/spec.ts';
import { type SpecWarning, toWarningText } from '../spec/spec-warning.ts';
import { plural } from '../text/plural.ts';
import { readOptions } from './options.ts';

export const LINT_USAGE = `${PROGRAM} lint spec.yaml … [options]

Tells everything that is wrong in OpenAPI documents (3.2, 3.1, 3.0, 2.0), without serving them: errors, with which a document
cannot be served, and warnings. Each has its file, line and JSON pointer.

  --overlay file          an OpenAPI Overlay of your own (repeatable)
  --strict                a warning is as bad as an error
  --json                  print one line of JSON for each

Exit codes: 0 nothing that counts is wrong, 1 wrong usage, 2 a document with errors; with --strict also with warnings.`;

const OPTIONS = {
  overlay: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** One thing that is wrong, as it is printed. */
interface LintLine {
  readonly level: 'error' | 'warning';
  readonly file: string;
  readonly line: number | undefined;
  readonly pointer: string;
  /** With file, line and pointer. */
  readonly text: string;
}

/** Prints what is wrong in documents. */
export async function runLint(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions('lint', OPTIONS, args);
  if (positionals.length === 0)
    throw new UsageError(`name the file of an OpenAPI document: ${PROGRAM} lint my-api.yaml`);
  if (positionals.length > 1 && values.overlay)
    throw new UsageError('--overlay is for one document: lint them one after the other');
  const files = positionals.map(toFile);
  let isBad = false;
  for (const file of files) {
    const lines = await linesOf(file, values.overlay ?? []);
    for (const line of lines) io.out(values.json ? JSON.stringify(line) : `${line.level}: ${line.text}`);
    const errors = lines.filter(({ level }) => level === 'error').length;
    const counts = [plural(errors, 'error'), plural(lines.length - errors, 'warning')].join(', ');
    io.err(`confab: ${file}: ${lines.length === 0 ? 'nothing is wrong' : counts}`);
    isBad ||= errors > 0 || (values.strict === true && lines.length > 0);
  }
  return isBad ? EXIT.spec : EXIT.ok;
}

async function linesOf(file: string, overlays: readonly string[]): Promise<LintLine[]> {
  const { errors, warnings, spec } = await lintSpec(file, overlays);
  const told = [...warnings, ...(spec ? await unmadeAnswers(spec) : [])];
  const lines = new Map(told.map((warning) => [toWarningText(warning), warning.place]));
  return [
    ...errors.map((error) => toLine('error', error.message, error)),
    ...[...lines].map(([text, place]) => toLine('warning', text, place)),
  ];
}

/** What only turns out when answers are made, as a mock does at its start. */
async function unmadeAnswers(spec: Spec): Promise<SpecWarning[]> {
  const collections = createCollections({
    specs: [spec],
    rows: undefined,
    seed: DEFAULT_SEED,
    now: DEFAULT_NOW,
  });
  return checkAnswers(spec, {
    seed: DEFAULT_SEED,
    rows: (name) => collections.start(collections.find(spec, name)),
  });
}

function toLine(
  level: LintLine['level'],
  text: string,
  { file, line, pointer }: Pick<LintLine, 'file' | 'line' | 'pointer'>,
): LintLine {
  return { level, file, line, pointer, text };
}

function toFile(name: string): string {
  return builtinNames().includes(name) ? builtinFile(`${name}.yaml`) : name;
}
