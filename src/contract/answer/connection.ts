import { DOCUMENTED } from '../../spec/grade.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { announced, isCut } from './body.ts';

/** Whether the response arrived whole, and is as long as announced. */
const checkConnection: ResponseChecker = ({ exchange, status }, { operation }) => {
  const { request, response } = exchange;
  if (!response) return undefined;
  const length = announced(response.headers);
  const wrong = { source: operation.pointer, evidence: DOCUMENTED, exchange };
  const came = `${response.body.length} bytes came`;
  const said = length === undefined ? '' : `, Content-Length says ${length}`;
  if (response.tooLong)
    return [
      {
        ...wrong,
        title: 'the answer is longer than anybody reads',
        expected: 'a page of a size that clients can hold',
        actual: `${came}, and more were to come${said}; the rest was not read`,
      },
    ];
  if (response.unended)
    return [
      {
        ...wrong,
        title: 'the answer does not end',
        expected: 'the whole body within the time that clients wait',
        actual: `${came} in ${Math.round(exchange.milliseconds)} ms, and the connection was still open${said}`,
      },
    ];
  if (!response.complete)
    return [
      {
        ...wrong,
        title: 'the answer is cut off',
        expected: 'the whole body before the connection ends',
        actual: `${came}, then the connection ended${said}`,
      },
    ];
  if (response.surplus)
    return [
      {
        ...wrong,
        title: 'the body is longer than announced',
        expected: length === undefined ? 'nothing behind the last chunk' : `${length} bytes`,
        actual: 'more came behind the end',
      },
    ];
  const hasLength = length !== undefined && request.method !== 'HEAD' && status !== 304;
  if (!hasLength || length === response.body.length) return [];
  return [
    {
      ...wrong,
      title: isCut(exchange)
        ? 'the body is shorter than its Content-Length'
        : 'the body is longer than announced',
      expected: `${length} bytes`,
      actual: came,
    },
  ];
};

export const CONNECTION = {
  name: 'connection',
  title: 'The answer arrives whole: not cut off, as long as announced.',
  area: 'response',
  needs: 'wire',
  offline: true,
  check: checkConnection,
} as const satisfies ResponseCheck;

/** Whether the response came within the time that clients wait. No document states it, so a vendor only gets a warning. */
const checkSlow: ResponseChecker = ({ exchange }, { operation, slow }) => [
  ...(exchange.milliseconds > slow && !exchange.response?.unended
    ? [
        {
          title: 'the answer is slow',
          expected: `an answer within ${slow} ms`,
          actual: `${Math.round(exchange.milliseconds)} ms`,
          source: operation.pointer,
          evidence: { grade: 'observed', reason: 'how long clients wait' } as const,
          exchange,
        },
      ]
    : []),
];

export const SLOW = {
  name: 'slow',
  title: 'The answer comes within the time that clients wait.',
  area: 'response',
  needs: 'wire',
  offline: 'how long it took once says nothing of the next time',
  check: checkSlow,
} as const satisfies ResponseCheck;
