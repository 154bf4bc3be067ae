import { basename } from 'node:path';
import { headerOf, type WireResponse } from '../../http/exchange.ts';
import { parsePreferences } from '../../http/preferences.ts';
import { type ProblemResponse, problemResponse } from '../problem-response.ts';
import type { StoredFixture } from '../store/store.ts';
import type { Step } from './step.ts';

interface Preferred {
  readonly stored: StoredFixture;
  /** As in the header: `example=error-1302-rate-limited`. */
  readonly applied: string;
}

/** Names more than these are only counted. */
const MOST_NAMED = 100;

/**
 * The recording that a request asks for with `Prefer: example=<name of the file>`, or `code=<status>`: several may have the
 * same request, and only one of them would be played. undefined: it asks for none.
 */
export function preferredRecording(
  { incoming, operation, key }: Step,
  all: () => readonly StoredFixture[],
): Preferred | ProblemResponse | undefined {
  const header = headerOf(incoming.headers, 'prefer');
  if (header === undefined) return undefined;
  const preferences = parsePreferences(header);
  const [example, code] = [preferences.get('example'), preferences.get('code')];
  if (example === undefined && code === undefined) return undefined;
  const own = all().filter((one) => one.vendor === operation.spec && one.operation === operation.id);
  // Of recordings that would do, one of this very request is meant.
  const found = own
    .filter((one) => example === undefined || nameOf(one) === example)
    .filter((one) => code === undefined || String(one.read().response.status) === code)
    .sort((a, b) => Number(b.key === key) - Number(a.key === key));
  const applied = [example && `example=${example}`, code && `code=${code}`].filter(Boolean).join(', ');
  return found[0]
    ? { stored: found[0], applied }
    : noneSuch(`${operation.spec}.${operation.id}`, applied, own);
}

/** An answer that was asked for says so. */
export function withApplied(response: WireResponse, applied: string): WireResponse {
  const told = applied.split(', ');
  const headers = [
    ...response.headers,
    ['Preference-Applied', applied] as const,
    ['x-confab-fault', told[0] as string] as const,
  ];
  return { ...response, headers };
}

function noneSuch(operation: string, applied: string, own: readonly StoredFixture[]): ProblemResponse {
  const examples = [...new Set(own.map(nameOf))];
  const codes = [...new Set(own.map((one) => one.read().response.status))].sort((a, b) => a - b);
  const more = examples.length > MOST_NAMED ? ` and ${examples.length - MOST_NAMED} more` : '';
  const there =
    own.length === 0
      ? 'It has no recordings at all.'
      : `There are the examples ${examples.slice(0, MOST_NAMED).join(', ')}${more}, and the codes ${codes.join(', ')}.`;
  return problemResponse(
    400,
    'no-such-example',
    'There is no such recording of this operation',
    `Prefer: ${applied.slice(0, 200)} fits no recording of ${operation}. ${there}`,
    { examples: examples.slice(0, MOST_NAMED), codes },
  );
}

/** A recording is called as its file. */
function nameOf({ file }: StoredFixture): string {
  return basename(file, '.json');
}
