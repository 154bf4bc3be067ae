import { headerOf } from '../../http/exchange.ts';
import type { Deviation } from '../../result/observation.ts';
import { readHeader } from '../../spec/header-text.ts';
import type { HeaderSpec, Operation } from '../../spec/spec.ts';
import { errorStatement, statementAt } from '../../spec/statement.ts';
import { createTrace } from '../../spec/trace.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy } from './body.ts';
import { unseen } from './unseen.ts';

/** Whether the documented headers are there and fit their schemas. */
const checkHeader: ResponseChecker = (observed, { spec }) => {
  const response = describedBy(observed);
  const documented = [...(response?.headers.values() ?? [])].filter(isOwn);
  if (!response || documented.length === 0) return undefined;
  const sent = observed.exchange.response?.headers ?? [];
  return documented.flatMap((header): Deviation[] => {
    const text = headerOf(sent, header.name);
    const { exchange } = observed;
    if (text === undefined) {
      if (!header.required) return [];
      return [
        {
          title: `the header ${header.name} is missing`,
          expected: 'the header, which is required',
          actual: `the headers ${sent.map(([name]) => name).join(', ') || 'none'}`,
          ...statementAt(spec, header.node, 'required'),
          exchange,
        },
      ];
    }
    if (header.pointer === '') return [];
    return createTrace(
      spec,
      header.pointer,
      readHeader(spec.schemas, header.schema, header.form, text),
    ).errors.map((error) => ({
      title: `the header ${header.name} ${error.message}`,
      expected: error.message,
      actual: `${header.name}: ${excerpt(text)}`,
      ...errorStatement(spec, error),
      exchange,
    }));
  });
};

export const HEADER = {
  name: 'header',
  title: 'Documented headers are there and fit their schemas.',
  area: 'response',
  needs: 'wire',
  offline: true,
  whyUnseen: (_, operation) =>
    unseen(hasHeaders(operation), 'no response has headers', 'no answer came that has headers'),
  check: checkHeader,
} as const satisfies ResponseCheck;

/** Whether any response of an operation documents a header that can be checked. */
function hasHeaders({ responses }: Operation): boolean {
  return [...responses.values()].some(({ headers }) => [...headers.values()].some(isOwn));
}

/** OpenAPI leaves Content-Type to the media types. */
function isOwn({ name }: HeaderSpec): boolean {
  return name.toLowerCase() !== 'content-type';
}
