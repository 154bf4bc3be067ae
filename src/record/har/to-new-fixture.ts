import { headerOf } from '../../http/exchange.ts';
import type { StoredResponse } from '../fixture.ts';
import type { Redactor } from '../redactor.ts';
import { type NewFixture, toFixture } from '../to-fixture.ts';
import type { MatchedEntry } from './read-entries.ts';

/** An entry as a recorder would have recorded it, without what only the wire shows; or a sentence why it cannot be. */
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

/** The body was encoded again, so its digest is not that of the wire, and its length only where that was announced. */
function withoutGuesses({ wire, ...response }: StoredResponse, announced: number): StoredResponse {
  if (!wire) return response;
  const { sha256: _, bytes, ...rest } = wire;
  const isWhole = wire.complete !== false && Number.isSafeInteger(announced) && announced >= 0;
  return { ...response, wire: { ...rest, bytes: isWhole ? announced : bytes } };
}
