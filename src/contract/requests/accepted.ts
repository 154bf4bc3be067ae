import type { ObservedResponse } from '../../result/observed-response.ts';
import type { Field } from '../../spec/field.ts';
import { sentFields } from '../../spec/sent-fields.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { Check } from '../check.ts';
import type { CheckLog } from '../check-log.ts';
import type { Client } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { type Allowed, toAllowed, toSamples } from './allowed.ts';
import { baseOf, isAboutData } from './base.ts';
import { movedWrongly, toMoved } from './moved.ts';
import type { ValueSample } from './value-sample.ts';

export const ACCEPTS = {
  name: 'accepts',
  title: 'Requests that the document allows succeed: examples, boundary values, pairs of options.',
  area: 'request',
  needs: 'stable-list',
  offline: false,
} as const satisfies Check;

/** Checks that requests which the document allows succeed. */
export async function checkAccepted(client: Client): Promise<void> {
  if (!client.log.wants('accepts')) return;
  const base = await baseOf(client);
  if (!base) return;
  const samples = toSamples(client.log, base.page);
  explain(client.log, samples);
  client.log.saw('accepts');
  const sent = new Set([JSON.stringify(client.values)]);
  const known = checkedEntries(client.log);
  for (const allowed of toAllowed(client, samples)) {
    const key = JSON.stringify(allowed.values);
    // A listed value that another check has already asked for needs no request of its own.
    const isKnown = allowed.entries.some((entry) => entry.startsWith('enum:') && known.has(entry));
    if (sent.has(key) || isKnown) continue;
    sent.add(key);
    await unlessGivenUp(client.log, allowed.entries, () => expectSuccess(client, allowed));
  }
  for (const moved of toMoved(client)) {
    const seen = await unlessGivenUp(client.log, moved.entries, () => expectSuccess(client, moved));
    const shown = seen && movedWrongly(client.operation, moved, seen);
    if (shown === undefined) continue;
    client.log.saw('accepts', {
      title: `${moved.field.label} out of bounds is not moved as documented`,
      expected: `${moved.field.label} moved to ${JSON.stringify(moved.to)}, asked for ${moved.purpose}`,
      actual: shown,
      source: moved.source,
      evidence: moved.evidence,
      exchange: (seen as ObservedResponse).exchange,
      entries: moved.entries,
    });
  }
}

async function expectSuccess(client: Client, allowed: Allowed): Promise<ObservedResponse | undefined> {
  const { purpose, values, title, source, evidence, entries } = allowed;
  const seen = await client.ask({ purpose, values });
  if (seen.kind === 'success') {
    client.log.saw('accepts');
    return seen;
  }
  if (isAboutData(client.operation, seen)) return undefined;
  client.log.saw('accepts', {
    title,
    expected: `a success, asked for ${purpose}`,
    actual: `status ${seen.status}: ${excerpt(seen.reading.text)}`,
    source,
    evidence,
    exchange: seen.exchange,
    entries,
  });
  return undefined;
}

/** Notes why some fields and values are not tried. */
function explain(log: CheckLog, samples: ReadonlyMap<Field, readonly ValueSample[]>): void {
  for (const field of sentFields(log.operation)) {
    const entries = [`parameter:${field.key}`, ...enumEntries(field)];
    const list = samples.get(field);
    for (const entry of entries) {
      if (!list) log.skip(entry, 'assumed');
      else if (list.length === 0)
        log.skip(entry, 'not-declared', 'only the vendor knows what values it may have');
    }
  }
}

function enumEntries({ key, schema }: Field): string[] {
  return (Array.isArray(schema.enum) ? schema.enum : []).map((value) => `enum:${key}=${String(value)}`);
}

function checkedEntries({ ledger }: CheckLog): Set<string> {
  const done = ledger.entries().filter(({ state }) => state === 'checked');
  return new Set(done.map(({ kind, name }) => `${kind}:${name}`));
}
