import { generalPointer } from '../../result/finding.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import { DOCUMENTED } from '../../spec/grade.ts';
import { parsePointer, valueAt } from '../../spec/json-pointer.ts';
import { isJson, isJsonType } from '../../spec/media-type.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody, show } from './body.ts';
import { locationAt, mediaStatement } from './statement.ts';
import { traceOf } from './trace-of.ts';
import { unseenJson } from './unseen.ts';

/** Whether a body is JSON where JSON is documented or announced. */
const checkJson: ResponseChecker = (observed, { spec, operation }) => {
  const { reading, exchange, media } = observed;
  if (!hasBody(observed) || !shouldBeJson(observed)) return undefined;
  if (reading.json !== undefined) return [];
  const response = describedBy(observed);
  // Without a Content-Type the first of the documented ones counts.
  const wanted = media ?? response?.content.values().next().value;
  // What is announced as JSON must be JSON, whoever announced it; whether a body is there is the document's word.
  const isAnnounced = reading.type && isJsonType(reading.type.essence) && reading.text.trim() !== '';
  const statement = mediaStatement(spec, wanted, operation.pointer);
  return [
    {
      ...whatIsWrong(observed),
      expected: 'JSON',
      source: statement.source,
      evidence: isAnnounced ? DOCUMENTED : statement.evidence,
      exchange,
    },
  ];
};

export const JSON_BODY = {
  name: 'json',
  title: 'A JSON body is JSON: whole, and no web page.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  whyUnseen: unseenJson,
  check: checkJson,
} as const satisfies ResponseCheck;

function shouldBeJson(observed: ObservedResponse): boolean {
  const { type } = observed.reading;
  if (type) return isJsonType(type.essence) || (observed.media !== undefined && isJson(observed.media));
  const documented = [...(describedBy(observed)?.content.values() ?? [])];
  return documented.length > 0 && documented.every(isJson);
}

function whatIsWrong({ reading }: ObservedResponse): { title: string; actual: string } {
  const { text, notes, jsonProblem = '' } = reading;
  const at = notes.error ?? 0;
  if (text.trim() === '') return { title: 'the body is empty', actual: 'no body' };
  if (/^\s*<(!doctype html|html|head|body)\b/i.test(text))
    return { title: 'the body is a web page', actual: excerpt(text) };
  if (/^\s*</.test(text)) return { title: 'the body is XML or HTML', actual: excerpt(text) };
  if (notes.error === undefined)
    return { title: `the JSON cannot be read: ${jsonProblem}`, actual: excerpt(text) };
  const [, word] =
    /^(-?Infinity|-?inf|NaN|nan|undefined|None|True|False)\b/.exec(text.slice(at, at + 12)) ?? [];
  if (word !== undefined)
    return {
      title: `the JSON has ${word}, which JSON does not know`,
      actual: `at character ${at}: ${excerpt(text.slice(Math.max(0, at - 30), at + 30))}`,
    };
  if (at === text.length && /^\s*[{["]/.test(text))
    return {
      title: 'the JSON ends in its middle',
      actual: `after ${text.length} characters: … ${text.slice(-60)}`,
    };
  return {
    title: 'the body is not JSON',
    actual: `at character ${at}: ${excerpt(text.slice(Math.max(0, at - 30), at + 30))}`,
  };
}

/** Whether an object has a key twice: parsers keep either value, and no schema can tell. */
const checkDuplicateKey: ResponseChecker = (observed, { spec, operation }) => {
  const { reading, media, exchange } = observed;
  if (!hasBody(observed) || reading.json === undefined) return undefined;
  const response = describedBy(observed);
  const trace = response && traceOf(spec, observed);
  return reading.notes.duplicates.map((pointer) => ({
    title: `the key ${generalPointer(pointer)} stands twice in its object`,
    expected: 'each key once',
    actual: `twice, the last time with ${show(valueAt(reading.json, pointer))}`,
    pointer,
    source: trace ? locationAt(trace, parsePointer(pointer)) : (media?.pointer ?? operation.pointer),
    evidence: mediaStatement(spec, media, '').evidence,
    exchange,
  }));
};

export const DUPLICATE_KEY = {
  name: 'duplicate-key',
  title: 'No JSON object has a key twice.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  whyUnseen: unseenJson,
  check: checkDuplicateKey,
} as const satisfies ResponseCheck;
