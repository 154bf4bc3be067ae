import type { PlannedRequest } from '../../result/planned-request.ts';
import type { Cause } from '../../spec/causes.ts';
import { weakest } from '../../spec/grade.ts';
import { isObject } from '../../spec/json.ts';
import { type RequestValues, withValue } from '../../spec/request-values.ts';
import type { Evidence, Operation } from '../../spec/spec.ts';
import { namedFailure } from '../failure-match.ts';
import type { Session } from '../session.ts';
import { createJudge, type Fault } from './judge.ts';
import { bodyMediaOf, type Place, toPlaces } from './places.ts';
import { validSamples, wrongSamples } from './values.ts';

/** A request that the document forbids. */
export interface Forbidden {
  readonly planned: Omit<PlannedRequest, 'purpose'>;
  /** What is forbidden about it, with the value: `page_size above its maximum (101)`. */
  readonly purpose: string;
  /** The same for the same fault. */
  readonly title: string;
  /** What its answer may be called. */
  readonly causes: readonly Cause[];
  /** The parameter that the answer is about. */
  readonly label: string;
  readonly source: string;
  /** How certain it is that the document forbids it. */
  readonly evidence: Evidence;
  readonly entries: readonly string[];
}

/** Requests that the document forbids, each for one fault. */
export function toForbidden(session: Session): Forbidden[] {
  const { spec, operation, values, asserts } = session;
  const places = toPlaces(spec, operation).filter(({ evidence }) => asserts(evidence));
  const judge = createJudge(spec, operation);
  return [
    ...places.flatMap((place) => [
      ...missing(place, values),
      ...wrong(place, values),
      ...lonely(place, values, places),
    ]),
  ]
    .flatMap(({ fits, ...one }) => {
      const fault = judge(one.planned.values as RequestValues);
      return fault && fits(fault) ? [{ ...one, causes: fault.causes, label: fault.label }] : [];
    })
    .concat(wholeBodies(session, judge));
}

/** What the judge has the last word on. */
type Suspect = Omit<Forbidden, 'causes' | 'label'> & { readonly fits: (fault: Fault) => boolean };

function missing(place: Place, values: RequestValues): Suspect[] {
  const { at, label, required, types } = place;
  // Without it there would be another path.
  if (!required || at.in === 'path') return [];
  const gone = suspect(place, withValue(values, at, undefined), `no ${label}`, `a request without ${label}`);
  if (at.in === 'body' || types.includes('string') || types.length === 0) return [gone];
  const empty = suspect(place, withValue(values, at, ''), `an empty ${label}`, `an empty ${label}`);
  return [gone, arguable(empty, 'that an empty value is none is told nowhere')];
}

function wrong(place: Place, values: RequestValues): Suspect[] {
  const { at, label } = place;
  return (
    wrongSamples(place)
      // The ends of a header's value are cut off on the way; an empty part of a path is another path.
      .filter(({ value }) => at.in !== 'header' || String(value).trim() === String(value))
      .filter(({ value }) => at.in !== 'path' || value !== '')
      .map(({ value, says, fault, isArguable = false }) => {
        const one = suspect(
          place,
          withValue(values, at, value),
          `${label} ${says} (${JSON.stringify(value)})`,
          `${label} ${isArguable ? says : fault}`,
        );
        return isArguable ? arguable(one, `how ${label} ${says} is read is told nowhere`) : one;
      })
  );
}

/** What servers do differently without breaking any word of the document. */
function arguable(one: Suspect, reason: string): Suspect {
  return { ...one, evidence: weakest(one.evidence, { grade: 'assumed', reason }) };
}

/** A value that needs another one beside it, which is not there, or not what it must be. */
function lonely(place: Place, values: RequestValues, places: readonly Place[]): Suspect[] {
  const { at, label } = place;
  const bare = places
    .filter(({ required }) => !required)
    .reduce((left, other) => withValue(left, other.at, undefined), values);
  return validSamples(place).flatMap(({ value }) =>
    [values, bare].map((others) => ({
      ...suspect(
        place,
        withValue(others, at, value),
        `${label} as ${JSON.stringify(value)} without what it needs`,
        `${label} without what it needs`,
      ),
      fits: (fault: Fault) => fault.label !== label,
    })),
  );
}

function suspect(place: Place, values: RequestValues, purpose: string, title: string): Suspect {
  const { source, evidence, key } = place;
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
function wholeBodies(
  { operation, values }: Session,
  judge: (values: RequestValues) => Fault | undefined,
): Forbidden[] {
  const media = bodyMediaOf(operation);
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
  const list = judge({ ...values, body: [] });
  return [
    malformed('{"confab": ', 'broken JSON'),
    // Nothing else is wrong about it: who reads what is there has all there is to know.
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
            // Many servers do not look at it: only where the document speaks of it.
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
