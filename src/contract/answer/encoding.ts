import { headerOf } from '../../http/exchange.ts';
import { DOCUMENTED } from '../../spec/grade.ts';
import { isJson, isJsonType } from '../../spec/media-type.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody, isCut } from './body.ts';
import { isUtf8Name } from './media-type.ts';
import { mediaStatement } from './statement.ts';
import { unseenBody } from './unseen.ts';

/** Whether the body is encoded as its Content-Encoding says. */
const checkEncoding: ResponseChecker = ({ reading, exchange }, { operation }) => {
  const { response, request } = exchange;
  if (!response || response.body.length === 0 || request.method === 'HEAD' || isCut(exchange))
    return undefined;
  if (reading.encodingProblem === undefined) return [];
  const first = Buffer.from(response.body.subarray(0, 8))
    .toString('hex')
    .replaceAll(/(..)(?=.)/g, '$1 ');
  const label = headerOf(response.headers, 'content-encoding');
  return [
    {
      title: reading.encodingProblem,
      expected: 'a Content-Encoding that says what the body is, or none',
      actual: `${label === undefined ? 'no Content-Encoding' : `Content-Encoding: ${label}`}, first bytes ${first}`,
      source: operation.pointer,
      evidence: DOCUMENTED,
      exchange,
    },
  ];
};

export const ENCODING = {
  name: 'encoding',
  title: 'The Content-Encoding is what the body really has.',
  area: 'response',
  needs: 'wire',
  offline: true,
  whyUnseen: unseenBody,
  check: checkEncoding,
} as const satisfies ResponseCheck;

/** Whether the bytes are UTF-8 without a byte order mark, unless another charset is announced. */
const checkUtf8: ResponseChecker = (observed, { spec, operation }) => {
  const { reading, exchange } = observed;
  const type = reading.type?.essence ?? '';
  const isText = /^text\/|[/+](json|xml|javascript|x-www-form-urlencoded)$/.test(type);
  const isExpected = isText || (type === '' && observed.media !== undefined && isJson(observed.media));
  if (!hasBody(observed) || !isExpected || !isUtf8Name(reading.type?.charset ?? 'utf-8')) return undefined;
  const response = describedBy(observed);
  const wrong = {
    source: response?.pointer ?? operation.pointer,
    evidence: mediaStatement(spec, observed.media, '').evidence,
    exchange,
  };
  if (!reading.isUtf8) {
    return [
      {
        ...wrong,
        title: 'the body is not valid UTF-8',
        expected: 'UTF-8',
        actual: whereInvalid(reading.bytes),
      },
    ];
  }
  if (!reading.hasBom || !(isJsonType(type) || type === '')) return [];
  return [
    {
      ...wrong,
      title: 'the body begins with a byte order mark',
      expected: 'JSON from the first byte on (RFC 8259)',
      actual: 'the bytes ef bb bf before it',
    },
  ];
};

export const UTF_8 = {
  name: 'utf-8',
  title: 'The body is valid UTF-8 without a byte order mark.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  whyUnseen: unseenBody,
  check: checkUtf8,
} as const satisfies ResponseCheck;

function whereInvalid(bytes: Uint8Array): string {
  const at = firstInvalid(bytes);
  const around = JSON.stringify(Buffer.from(bytes.subarray(Math.max(0, at - 20), at + 20)).toString());
  const byte = bytes[at]?.toString(16).padStart(2, '0');
  return byte === undefined ? `the last character is cut: ${around}` : `byte ${at} is ${byte}: ${around}`;
}

/** The index of the first byte that cannot be decoded. */
function firstInvalid(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length];
  while (valid < invalid) {
    const middle = (valid + invalid + 1) >> 1;
    if (isValidStart(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle - 1;
  }
  return valid;
}

/** Decodes as the start of a stream, where the last character may be incomplete. */
function isValidStart(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
