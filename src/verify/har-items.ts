import { FixtureError } from '../errors.ts';
import { FORMAT } from '../record/fixture.ts';
import type { MatchedEntry } from '../record/har/read-entries.ts';
import { toNewFixture } from '../record/har/to-new-fixture.ts';
import type { Redactor } from '../record/redactor.ts';
import { specDigest } from '../record/spec-digest.ts';
import type { Spec } from '../spec/spec.ts';
import { version } from '../version.ts';
import type { Item } from './item.ts';

/** Entries as what is verified: redacted as an import would, so that no report has more in it than a fixture. */
export function toItems(matched: readonly MatchedEntry[], redactorOf: (spec: Spec) => Redactor): Item[] {
  // All requests first: what one of them gives away is taken out of every answer.
  const requests = matched.map(({ spec, request }) => redactorOf(spec).request(request));
  return matched.map((one, index): Item => {
    const { file, spec, operation, exchange } = one;
    return {
      file,
      head: {
        format: FORMAT,
        vendor: spec.name,
        operation: operation.id,
        take: 1,
        source: {
          kind: 'imported',
          at: new Date(exchange.at).toISOString(),
          origin: new URL(exchange.request.url).origin,
          milliseconds: exchange.milliseconds,
          spec: specDigest(spec),
          by: `confabulate ${version()}`,
        },
        redacted: [],
        request: requests[index] ?? one.request,
      },
      read() {
        const recording = toNewFixture(one, redactorOf(spec));
        if (typeof recording === 'string') throw new FixtureError(file, recording);
        return recording.fixture;
      },
    };
  });
}
