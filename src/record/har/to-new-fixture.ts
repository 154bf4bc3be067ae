import { headerOf } from '../../http/exchange.ts';
import type { StoredResponse } from '../fixture.ts';
import type { Redactor } from '../redact/redactor.ts';
import { type NewFixture, toFixture } from '../to-fixture.ts';
import type { MatchedEntry } from './read-entries.ts';

/** An entry as a recorder would have written it down: redacted, and without what only the wire could tell; or why not. */
export function toNewFixture(matched: MatchedEntry, redactor: Redactor): NewFixture | string {
  const { spec, operation, request, exchange, response } = matched;
  const recording = toFixture(exchange, response, { spec, operation, request, redactor, kind: 'imported' });
  if (typeof recording === 'string') return recording;
  const { fixture } = recording;
  const announced = Number(headerOf(response.headers, 'content-length') ?? Number.NaN);
  return {
    ...recording,
    fixture: { ...fixture, response: withoutGuesses(fixture.response, announced) },
  };
}

/** The bytes were encoded by us: their digest says nothing of the wire, and their number only where it was announced. */
function withoutGuesses({ wire, ...response }: StoredResponse, announced: number): StoredResponse {
  if (!wire) return response;
  const { sha256: _, bytes, ...rest } = wire;
  const isWhole = wire.complete !== false && Number.isSafeInteger(announced) && announced >= 0;
  return { ...response, wire: { ...rest, bytes: isWhole ? announced : bytes } };
}
