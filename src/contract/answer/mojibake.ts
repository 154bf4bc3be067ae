import type { Deviation } from '../../result/observation.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import { DOCUMENTED } from '../../spec/grade.ts';
import type { Json } from '../../spec/json.ts';
import { parsePointer, toPointer } from '../../spec/json-pointer.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import type { Statement } from '../../spec/statement.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody, show } from './body.ts';
import { misreadOf } from './misread.ts';
import { typeStatement } from './statement.ts';
import { traceOf } from './trace-of.ts';
import { unseenJson } from './unseen.ts';

interface FieldText {
  readonly pointer: string;
  readonly text: string;
}

/** Whether texts were decoded wrongly: replacement characters, letters of another charset, question marks. */
const checkMojibake: ResponseChecker = (observed, { spec, operation }) => {
  const { reading } = observed;
  // Bytes that are not UTF-8 have a check of their own; how they were decoded here says nothing of the sender.
  if (!hasBody(observed) || reading.json === undefined || !reading.isUtf8) return undefined;
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
        ...statementOf(spec, operation, observed, first.pointer, weak),
        exchange: observed.exchange,
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
  /** A person could have typed it, so the evidence is weaker. */
  readonly weak?: boolean;
}

/** Texts that were cut within a character, or had bytes that are not of their charset. */
function replaced(texts: readonly FieldText[]): Found | undefined {
  const expected = 'the character that stood there';
  const first = texts.find(({ text }) => text.includes('\ufffd'));
  if (first) return { first, title: 'has the replacement character U+FFFD', expected };
  const half = texts.find(({ text }) => /\p{Surrogate}/u.test(text));
  return half && { first: half, title: 'has half of a character, an unpaired surrogate', expected };
}

/** All texts of a field are decoded in the same way: a single one that looks wrong was typed so. */
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

/** A charset writes question marks for letters that it lacks; then no text of the field has such letters. */
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
  observed: ObservedResponse,
  pointer: string,
  weak: boolean | undefined,
): Statement {
  const response = describedBy(observed);
  const path = parsePointer(pointer);
  const trace = response && traceOf(spec, observed);
  const said: Statement = trace
    ? typeStatement(spec, trace, path)
    : { source: response?.pointer ?? operation.pointer, evidence: DOCUMENTED };
  const isWeaker = weak && said.evidence.grade === 'documented';
  return isWeaker ? { ...said, evidence: { grade: 'observed', reason: 'how lost letters look' } } : said;
}

/** The texts of a body by field. */
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
