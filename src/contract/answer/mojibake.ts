import type { Deviation } from '../../result/observation.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import type { Json } from '../../spec/json.ts';
import { parsePointer, toPointer } from '../../spec/json-pointer.ts';
import type { Evidence, Operation, Spec } from '../../spec/spec.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody, show } from './body.ts';
import { misreadOf } from './misread.ts';
import { evidenceAt, locationAt } from './statement.ts';
import { traceOf } from './trace-of.ts';
import { unseenJson } from './unseen.ts';

interface FieldText {
  readonly pointer: string;
  readonly text: string;
}

/** Whether texts were decoded wrongly on their way: replaced characters, another charset's letters, question marks. */
const checkMojibake: ResponseChecker = (seen, { spec, operation }) => {
  const { reading } = seen;
  // Bytes that are not UTF-8 are told as such; what they become here is our own reading of them.
  if (!hasBody(seen) || reading.json === undefined || !reading.isUtf8) return undefined;
  return [...textsByField(reading.json)].flatMap(([field, texts]) => {
    const found = replaced(texts) ?? misread(texts) ?? questionMarks(texts);
    if (!found) return [];
    const { first, title, expected, weak } = found;
    return [
      {
        title: `${field || 'the body'} ${title}`,
        expected,
        actual: show(first.text, 80),
        pointer: first.pointer,
        ...statementOf(spec, operation, seen, first.pointer, weak),
        exchange: seen.exchange,
      } satisfies Deviation,
    ];
  });
};

export const MOJIBAKE = {
  name: 'mojibake',
  title: 'Texts were not decoded wrongly on the way.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  whyUnseen: unseenJson,
  check: checkMojibake,
} as const satisfies ResponseCheck;

interface Found {
  readonly first: FieldText;
  readonly title: string;
  readonly expected: string;
  /** A person could have written it so. */
  readonly weak?: boolean;
}

/** A text that was cut within a character, or had bytes that its charset does not have. */
function replaced(texts: readonly FieldText[]): Found | undefined {
  const expected = 'the character that stood there';
  const first = texts.find(({ text }) => text.includes('\ufffd'));
  if (first) return { first, title: 'has the replacement character U+FFFD', expected };
  const half = texts.find(({ text }) => /\p{Surrogate}/u.test(text));
  return half && { first: half, title: 'has half of a character, an unpaired surrogate', expected };
}

/** All texts of a field go the same way: one among many that looks so was written so. */
function misread(texts: readonly FieldText[]): Found | undefined {
  const foreign = texts.filter(({ text }) => /[^\0-\x7f]/.test(text));
  const wrong = foreign.flatMap((one) => {
    const was = misreadOf(one.text);
    return was ? [{ one, was }] : [];
  });
  const [first] = wrong;
  if (!first || wrong.length * 2 <= foreign.length) return undefined;
  return {
    first: first.one,
    title: `is UTF-8 that was read as ${first.was.charset}`,
    expected: show(first.was.text, 80),
  };
}

/** Letters that an alphabet does not have become question marks; then no text of the field has any. */
function questionMarks(texts: readonly FieldText[]): Found | undefined {
  const full = texts.filter(({ text }) => text !== '');
  const lost = full.filter(({ text }) => isLost(text));
  const [first] = lost;
  if (!first || lost.length * 2 <= full.length || full.some(({ text }) => /[^\0-\x7f]/.test(text)))
    return undefined;
  return {
    first,
    title: 'has question marks in the place of its letters',
    expected: 'a text',
    weak: lost.length < 2,
  };
}

function isLost(text: string): boolean {
  const marks = text.match(/\?/g)?.length ?? 0;
  return /\?{4}/.test(text) && marks * 2 > text.replaceAll(/\s/g, '').length;
}

function statementOf(
  spec: Spec,
  operation: Operation,
  seen: ObservedResponse,
  pointer: string,
  weak: boolean | undefined,
): { source: string; evidence: Evidence } {
  const response = describedBy(seen);
  const path = parsePointer(pointer);
  const trace = response && traceOf(spec, seen);
  const source = trace ? locationAt(trace, path) : (response?.pointer ?? operation.pointer);
  const said: Evidence = response
    ? evidenceAt(spec, response, trace, path)
    : { grade: 'documented', reason: '' };
  const isWeaker = weak && said.grade === 'documented';
  return { source, evidence: isWeaker ? { grade: 'observed', reason: 'how lost letters look' } : said };
}

/** The texts of a body by the field that they stand in. */
function textsByField(body: Json): Map<string, FieldText[]> {
  const fields = new Map<string, FieldText[]>();
  const visit = (value: Json, field: string, pointer: string) => {
    if (typeof value === 'string') {
      const known = fields.get(field);
      if (known) known.push({ pointer, text: value });
      else fields.set(field, [{ pointer, text: value }]);
    } else if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) visit(one, `${field}/*`, `${pointer}/${index}`);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, one] of Object.entries(value)) {
        const step = toPointer([name]);
        visit(one, field + step, pointer + step);
      }
    }
  };
  visit(body, '', '');
  return fields;
}
