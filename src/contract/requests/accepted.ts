import type { ObservedResponse } from '../../result/observed-response.ts';
import type { Field } from '../../spec/field.ts';
import { sentFields } from '../../spec/sent-fields.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { Check } from '../check.ts';
import type { Session } from '../session.ts';
import { type Allowed, toAllowed, toSamples } from './allowed.ts';
import { baseOf, isAboutData } from './base.ts';
import { movedWrongly, toMoved } from './moved.ts';
import type { ValueSample } from './values.ts';

export const ACCEPTS = {
  name: 'accepts',
  title: 'Requests that the document allows succeed: examples, boundary values, pairs of options.',
  area: 'request',
  needs: 'stable-list',
  offline: false,
} as const satisfies Check;

/** Whether what the document allows succeeds. */
export async function checkAccepted(session: Session): Promise<void> {
  if (!session.wants('accepts')) return;
  const base = await baseOf(session);
  if (!base) return;
  const samples = toSamples(session, base.page);
  explain(session, samples);
  session.saw('accepts');
  const sent = new Set([JSON.stringify(session.values)]);
  const known = checkedEntries(session);
  for (const allowed of toAllowed(session, samples)) {
    const key = JSON.stringify(allowed.values);
    // A value that rows were given for before needs no request of its own.
    const isKnown = allowed.entries.some((entry) => entry.startsWith('enum:') && known.has(entry));
    if (sent.has(key) || isKnown) continue;
    sent.add(key);
    await expectSuccess(session, allowed);
  }
  for (const moved of toMoved(session)) {
    const seen = await expectSuccess(session, moved);
    const shown = seen && movedWrongly(session.operation, moved, seen);
    if (shown === undefined) continue;
    session.saw('accepts', {
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

async function expectSuccess(session: Session, allowed: Allowed): Promise<ObservedResponse | undefined> {
  const { purpose, values, title, source, evidence, entries } = allowed;
  const seen = await session.ask({ purpose, values });
  if (seen.kind === 'success') {
    session.saw('accepts');
    return seen;
  }
  if (isAboutData(session.operation, seen)) return undefined;
  session.saw('accepts', {
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

/** Why some fields and values will not be reached. */
function explain(session: Session, samples: ReadonlyMap<Field, readonly ValueSample[]>): void {
  for (const field of sentFields(session.operation)) {
    const entries = [`parameter:${field.key}`, ...enumEntries(field)];
    const list = samples.get(field);
    for (const entry of entries) {
      if (!list) session.skip(entry, 'assumed');
      else if (list.length === 0)
        session.skip(entry, 'not-declared', 'only the vendor knows what values it may have');
    }
  }
}

function enumEntries({ key, schema }: Field): string[] {
  return (Array.isArray(schema.enum) ? schema.enum : []).map((value) => `enum:${key}=${String(value)}`);
}

function checkedEntries({ ledger }: Session): Set<string> {
  const done = ledger.entries().filter(({ state }) => state === 'checked');
  return new Set(done.map(({ kind, name }) => `${kind}:${name}`));
}
