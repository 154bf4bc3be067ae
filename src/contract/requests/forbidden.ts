import type { PlannedRequest } from '../../result/planned-request.ts';
import type { Cause } from '../../spec/causes.ts';
import type { ExactText } from '../../spec/exact-number.ts';
import type { Field } from '../../spec/field.ts';
import { weakest } from '../../spec/grade.ts';
import { isObject } from '../../spec/json.ts';
import { type RequestError, requestError } from '../../spec/request-errors.ts';
import { type RequestValues, valueIn, withValue } from '../../spec/request-values.ts';
import { jsonMediaOf, sentFields } from '../../spec/sent-fields.ts';
import type { Evidence, Operation } from '../../spec/spec.ts';
import type { Client } from '../client.ts';
import { namedFailure } from '../failure-match.ts';
import { forbiddenSamples } from './forbidden-samples.ts';
import { validSamples } from './valid-samples.ts';

/** A request that the document forbids. */
interface Forbidden {
  readonly planned: Omit<PlannedRequest, 'purpose'>;
  /** What is forbidden about it, with the value: `page_size above its maximum (101)`. */
  readonly purpose: string;
  /** What a finding says when it is not refused; findings of one cause share it. */
  readonly title: string;
  /** The causes that its answer may name. */
  readonly causes: readonly Cause[];
  /** The name of the field that the answer is about. */
  readonly label: string;
  readonly source: string;
  /** How certain it is that the document forbids it. */
  readonly evidence: Evidence;
  readonly entries: readonly string[];
  /** The value may as well be taken for one that nothing has: nothing is found then, or an empty list. */
  readonly mayNameNothing?: boolean;
}

/** Requests that the document forbids, each for one reason. */
export function toForbidden(client: Client): Forbidden[] {
  const { spec, operation, values } = client;
  const { asserts } = client.log;
  const fields = sentFields(operation).filter(({ evidence }) => asserts(evidence));
  return fields
    .flatMap((field) => [
      ...missing(field, values),
      ...wrong(client, field),
      ...lonely(field, values, fields, spec.exact),
    ])
    .flatMap(({ fits, ...one }): Forbidden[] => {
      const error = requestError(spec, operation, one.planned.values as RequestValues);
      if (!error || !fits(error)) return [];
      const others: readonly Cause[] = one.mayNameNothing ? ['not-found'] : [];
      return [{ ...one, causes: [...error.causes, ...others], label: error.field }];
    })
    .concat(wholeBodies(client));
}

/** A request that may be forbidden: the document decides by the error that it finds, which must fit. */
type Suspect = Omit<Forbidden, 'causes' | 'label'> & { readonly fits: (error: RequestError) => boolean };

function missing(field: Field, values: RequestValues): Suspect[] {
  const { label, required, types } = field;
  // Without it there would be another path.
  if (!required || field.in === 'path') return [];
  const gone = suspect(field, lacking(field, values), `no ${label}`, `a request without ${label}`);
  if (field.in === 'body' || types.includes('string') || types.length === 0) return [gone];
  const empty = suspect(field, withValue(values, field, ''), `an empty ${label}`, `an empty ${label}`);
  return [gone, arguable(empty, 'no document says that an empty value counts as absent')];
}

/** Without a value; the object of the body that must have it is there. */
function lacking(field: Field, values: RequestValues): RequestValues {
  const parent = { ...field, path: field.path.slice(0, -1) };
  const isAlone = field.in === 'body' && !isObject(valueIn(values, parent));
  return isAlone ? withValue(values, parent, {}) : withValue(values, field, undefined);
}

function wrong({ spec, operation, values }: Client, field: Field): Suspect[] {
  const { label } = field;
  return (
    forbiddenSamples(field, spec.exact)
      // Blanks around a header's value are lost on the way; an empty part of a path makes another path.
      .filter(({ value }) => field.in !== 'header' || String(value).trim() === String(value))
      .filter(({ value }) => field.in !== 'path' || value !== '')
      .map((sample) => {
        const { value, says, kind, isArguable = false } = sample;
        const one = {
          ...suspect(
            field,
            withValue(values, field, value),
            `${label} ${says} (${JSON.stringify(value)})`,
            `${label} ${isArguable ? says : kind}`,
          ),
          mayNameNothing: mayNameNothing(operation, field, sample),
        };
        return isArguable ? arguable(one, `the document does not say how ${label} ${says} is read`) : one;
      })
  );
}

/** A path that is none is the path of nothing, and a number out of reach that of no row. */
function mayNameNothing(
  { list }: Operation,
  field: Field,
  { kind, isBeyond = false }: ReturnType<typeof forbiddenSamples>[number],
): boolean {
  const picksRow = list?.shows === 'one' && field.filter?.test === 'equals';
  return isBeyond || field.in === 'path' || (picksRow && kind !== 'of a wrong type');
}

/** What servers do differently without breaking any statement of the document. */
function arguable(one: Suspect, reason: string): Suspect {
  return { ...one, evidence: weakest(one.evidence, { grade: 'assumed', reason }) };
}

/** A valid value without another one that it needs beside it. */
function lonely(field: Field, values: RequestValues, fields: readonly Field[], exact: ExactText): Suspect[] {
  const { key, label } = field;
  const bare = fields
    .filter(({ required }) => !required)
    .reduce((left, other) => withValue(left, other, undefined), values);
  return validSamples(field, exact).flatMap(({ value }) =>
    [values, bare].map((others) => ({
      ...suspect(
        field,
        withValue(others, field, value),
        `${label} as ${JSON.stringify(value)} without what it needs`,
        `${label} without what it needs`,
      ),
      fits: (error: RequestError) => error.key !== key && !error.key.startsWith(`${key}/`),
    })),
  );
}

function suspect(field: Field, values: RequestValues, purpose: string, title: string): Suspect {
  const { source, evidence, key } = field;
  return {
    planned: { values },
    purpose,
    title,
    source,
    evidence,
    entries: [`parameter:${key}`],
    fits: () => true,
  };
}

/** Bodies that are wrong as a whole. */
function wholeBodies({ spec, operation, values }: Client): Forbidden[] {
  const media = jsonMediaOf(operation);
  if (!media || !operation.body) return [];
  const says = { source: media.pointer || operation.pointer, label: '', entries: [] };
  const documented: Evidence = { grade: 'documented', reason: '' };
  const malformed = (body: string, what: string): Forbidden => ({
    ...says,
    planned: { raw: { body } },
    purpose: what,
    title: `a body that is ${what}`,
    causes: ['malformed-body'],
    evidence: documented,
  });
  const list = requestError(spec, operation, { ...values, body: [] });
  return [
    malformed('{"confab": ', 'broken JSON'),
    // A server that reads it as far as it goes finds nothing missing.
    ...(isObject(values.body) && Object.keys(values.body).length > 0
      ? [malformed(JSON.stringify(values.body).slice(0, -1), 'JSON without its end')]
      : []),
    ...(list ? [{ ...malformed('[]', 'a list'), causes: list.causes }] : []),
    ...(operation.body.required ? [malformed('', 'empty')] : []),
    ...(isTextDeclared(operation)
      ? []
      : [
          {
            ...malformed('', 'of another media type'),
            planned: { raw: { contentType: 'text/plain' } },
            causes: ['wrong-content-type'] as const,
            // Many servers do not look at the media type: it counts only where the document speaks of it.
            evidence: namedFailure(operation, 'wrong-content-type')?.evidence ?? {
              grade: 'assumed' as const,
              reason: 'the document lists only other media types',
            },
          },
        ]),
  ];
}

function isTextDeclared({ body }: Operation): boolean {
  return [...(body?.content.keys() ?? [])].some((type) => /^(text|\*)\//i.test(type.trim()));
}
