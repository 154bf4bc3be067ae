import type { Page } from '../../result/observed-response.ts';
import { DOCUMENTED, weakest } from '../../spec/grade.ts';
import { type RequestValues, withValue } from '../../spec/request-values.ts';
import type { Evidence } from '../../spec/spec.ts';
import type { Session } from '../session.ts';
import { createJudge, type Judge } from './judge.ts';
import { toPairs } from './pairs.ts';
import { bodyMediaOf, type Place, toPlaces } from './places.ts';
import { givenAt, isSensible, rowSamples } from './row-values.ts';
import { isOpaque, type Sample, validSamples } from './values.ts';

/** A request that the document allows. */
export interface Allowed {
  /** For people, after "asked for". */
  readonly purpose: string;
  readonly values: RequestValues;
  /** What is wrong when it is refused: the same for the same fault. */
  readonly title: string;
  readonly source: string;
  readonly evidence: Evidence;
  readonly entries: readonly string[];
}

/** Pairs of options take at most so many requests. */
const MOST_PAIRS = 40;
/** Of each place so many samples take part in pairs. */
const MOST_WAYS = 3;

/** Requests that the document allows, changed from the session's own; each place's samples are in `samples`. */
export function toAllowed(session: Session, samples: ReadonlyMap<Place, readonly Sample[]>): Allowed[] {
  const { spec, operation, values } = session;
  const places = toPlaces(spec, operation);
  const judge = createJudge(spec, operation);
  const isAllowed = (tried: RequestValues) => judge(tried) === undefined && isSensible(places, tried);
  return [
    ...examples(session, places),
    ...leftOut(places, values),
    ...alone(samples, values, judge),
    ...together(samples, values, isAllowed),
  ].filter((allowed) => isAllowed(allowed.values) && session.asserts(allowed.evidence));
}

/** The document's samples of each place that counts in this run, and those that only rows can give. */
export function toSamples(
  { spec, operation, asserts }: Session,
  page: Page | undefined,
): Map<Place, Sample[]> {
  return new Map(
    toPlaces(spec, operation)
      .filter(({ evidence }) => asserts(evidence))
      .map((place) => {
        const own = validSamples(place);
        // An id in the document's example is nobody's at the target.
        const rows = place.word === 'token' ? [] : rowSamples(spec, operation.list?.collection, place, page);
        return [place, own.length > 0 ? own : rows];
      }),
  );
}

function examples({ operation, values }: Session, places: readonly Place[]): Allowed[] {
  const media = bodyMediaOf(operation);
  return [...(media?.examples ?? [])].map(([name, body]) => {
    let changed: RequestValues = { ...values, body };
    // Who asks is not the document's example, but the one who runs this.
    for (const place of places)
      if (place.at.in === 'body' && place.required && isOpaque(place) && place.at.path.length === 1)
        changed = withValue(changed, place.at, givenAt(place, values));
    const given = places.filter((place) => place.at.in === 'body' && givenAt(place, changed) !== undefined);
    return {
      purpose: `the document's example ${name}`,
      values: changed,
      title: `the document's example ${name} is refused`,
      source: media?.pointer ?? operation.pointer,
      evidence: weakest(DOCUMENTED, ...given.map(({ evidence }) => evidence)),
      entries: [],
    };
  });
}

/** Every option that the request has left out, and then all of them. */
function leftOut(places: readonly Place[], values: RequestValues): Allowed[] {
  const optional = places.filter((place) => !place.required && givenAt(place, values) !== undefined);
  const without = (gone: readonly Place[]) =>
    gone.reduce((left, { at }) => withValue(left, at, undefined), values);
  const one = optional.map((place) => ({
    purpose: `no ${place.label}`,
    values: without([place]),
    title: `a request without ${place.label} is refused`,
    source: place.source,
    evidence: place.evidence,
    entries: [`parameter:${place.key}`],
  }));
  const all = {
    purpose: 'nothing but what is required',
    values: without(optional),
    title: 'a request with nothing but what is required is refused',
    source: optional[0]?.source ?? '',
    evidence: weakest(DOCUMENTED, ...optional.map(({ evidence }) => evidence)),
    entries: [],
  };
  return optional.length > 1 ? [...one, all] : one;
}

/** Each sample of each place by itself; what it cannot be without comes along. */
function alone(
  samples: ReadonlyMap<Place, readonly Sample[]>,
  values: RequestValues,
  judge: Judge,
): Allowed[] {
  return [...samples].flatMap(([place, list]) =>
    list.map(({ value, says }) => ({
      purpose: `${place.label} with ${says} (${JSON.stringify(value)})`,
      values: mended(withValue(values, place.at, value), samples, judge),
      title: `${place.label} with ${says} is refused`,
      source: place.source,
      evidence: place.evidence,
      entries: [
        `parameter:${place.key}`,
        ...(Array.isArray(place.schema.enum) ? [`enum:${place.key}=${String(value)}`] : []),
      ],
    })),
  );
}

/** Gives what is missing beside a value, where a sample of it is known. */
function mended(
  values: RequestValues,
  samples: ReadonlyMap<Place, readonly Sample[]>,
  judge: Judge,
): RequestValues {
  const fault = judge(values);
  if (!fault) return values;
  for (const [{ label, at }, list] of samples) {
    if (label !== fault.label) continue;
    for (const { value } of list) {
      const tried = withValue(values, at, value);
      if (judge(tried) === undefined) return tried;
    }
  }
  return values;
}

function together(
  samples: ReadonlyMap<Place, readonly Sample[]>,
  values: RequestValues,
  isAllowed: (values: RequestValues) => boolean,
): Allowed[] {
  const choices = [...samples]
    .map(([place, list]) => [place, list.filter(({ value }) => value !== givenAt(place, values))] as const)
    .filter(([{ at }, list]) => list.length > 0 && at.path.length < 2)
    .map(([place, list]) => ({ name: place.label, place, ways: [undefined, ...spread(list, MOST_WAYS)] }));
  if (choices.length < 2) return [];
  const toValues = (row: readonly number[]) =>
    choices.reduce((left, { place, ways }, index) => {
      const way = ways[row[index] as number];
      // The first way is to leave an option out, and to leave what is required as it is.
      return way === undefined && place.required ? left : withValue(left, place.at, way?.value);
    }, values);
  const rows = toPairs(choices, (row) => isAllowed(toValues(row)), MOST_PAIRS);
  return rows.map((row) => {
    const given = choices.filter((_, index) => row[index] !== 0);
    const names = given.map(({ name }) => name).join(', ');
    return {
      purpose: `${names} together`,
      values: toValues(row),
      title: 'options that are allowed one by one are refused together',
      source: given[0]?.place.source ?? '',
      evidence: weakest(DOCUMENTED, ...given.map(({ place }) => place.evidence)),
      entries: [],
    };
  });
}

/** The first, the last and some between. */
function spread<One>(list: readonly One[], most: number): One[] {
  if (list.length <= most) return [...list];
  return Array.from(
    { length: most },
    (_, index) => list[Math.round((index * (list.length - 1)) / (most - 1))] as One,
  );
}
