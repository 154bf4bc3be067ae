import { traceOf } from '../contract/answer/trace-of.ts';
import type { Exchange } from '../http/exchange.ts';
import { type Finding, generalPointer } from '../result/finding.ts';
import { type ObservedResponse, observeResponse } from '../result/observed-response.ts';
import { toPointer } from '../spec/json-pointer.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { excerpt } from '../text/excerpt.ts';
import { type Misfit, misfitsOf } from './misfits.ts';
import { toJsonPath } from './path.ts';
import { receivedContent } from './response.ts';
import { widen } from './widen.ts';

/** When and where responses came that differ from the document. */
interface DriftPlace {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly target: string;
}

/** One widening of the document, with its evidence. */
export interface Change {
  /** The same for changes of the same statement of the document. */
  readonly key: string;
  /** What changes, how often it was seen, where, with an example. */
  readonly description: string;
  readonly actions: NonNullable<ReturnType<typeof widen>>['actions'];
  /** The findings that go away with it. */
  readonly findings: readonly Finding[];
}

/** A reason for a change: a misfit in a body, or a response as a whole. */
interface Sighting {
  readonly operation: Operation;
  readonly observed: ObservedResponse;
  readonly misfit: Misfit | undefined;
  readonly findings: readonly Finding[];
}

/** The changes that allow what the findings show, as far as these are about the shape of a response. */
export function changesOf(spec: Spec, findings: readonly Finding[], place: DriftPlace): Change[] {
  const groups = new Map<string, Sighting[]>();
  for (const [exchange, about] of byExchange(findings)) {
    const operation = spec.operations.find(({ id }) => id === about[0]?.operation);
    if (!operation || !exchange.response) continue;
    const observed = observeResponse(operation, { purpose: 'a second look' }, exchange, exchange.response);
    for (const [key, sighting] of sightingsOf(spec, operation, observed, about))
      groups.set(key, [...(groups.get(key) ?? []), sighting]);
  }
  return [...groups].flatMap(([key, sightings]) => toChange(spec, key, sightings, place) ?? []);
}

/** The kept exchanges that show a finding. */
export function exchangesOf({ exchange, further = [] }: Finding): Exchange[] {
  return [exchange, ...further];
}

function byExchange(findings: readonly Finding[]): Map<Exchange, Finding[]> {
  const found = new Map<Exchange, Finding[]>();
  for (const finding of findings) {
    for (const exchange of exchangesOf(finding))
      found.set(exchange, [...(found.get(exchange) ?? []), finding]);
  }
  return found;
}

function* sightingsOf(
  spec: Spec,
  operation: Operation,
  observed: ObservedResponse,
  about: readonly Finding[],
): Generator<[string, Sighting]> {
  const { response, status, reading } = observed;
  const of = (check: string) => about.filter((finding) => finding.check === check);
  const whole = of(response ? 'media-type' : 'status');
  if (whole.length > 0) {
    const at = response?.pointer ?? `${operation.pointer}/responses/${status}`;
    yield [at, { operation, observed, misfit: undefined, findings: whole }];
  }
  const shape = about.filter(({ check }) => check === 'schema' || check === 'unknown-field');
  const trace = traceOf(spec, observed);
  if (!trace || reading.json === undefined || shape.length === 0) return;
  for (const misfit of misfitsOf(trace)) {
    const findings = shape.filter((finding) => isAbout(finding, misfit));
    const key = [misfit.location, misfit.keyword, misfit.property ?? ''].join('\n');
    if (findings.length > 0) yield [key, { operation, observed, misfit, findings }];
  }
}

/** A finding points to the value, to a property that is missing or one too many, or to the object that has it. */
function isAbout(finding: Finding, { keyword, pointer, property }: Misfit): boolean {
  if ((keyword === 'unknown') !== (finding.check === 'unknown-field')) return false;
  const found = generalPointer(finding.pointer);
  const at = generalPointer(pointer);
  const above = property === undefined ? at : at.slice(0, at.length - toPointer([property]).length);
  if (found === at || found === above) return true;
  // A finding about alternatives of which several fit points to the whole value.
  return finding.check === 'schema' && at.startsWith(`${found}/`);
}

function toChange(
  spec: Spec,
  key: string,
  sightings: readonly Sighting[],
  place: DriftPlace,
): Change | undefined {
  const misfits = sightings.flatMap(({ misfit }) => misfit ?? []);
  const evidence = `observed: seen on ${place.day} at ${place.target}`;
  const widening =
    misfits.length > 0
      ? widen(spec.document, misfits, evidence)
      : widenResponses(spec, key, sightings, evidence);
  if (!widening) return undefined;
  return {
    key,
    description: `${widening.what}; ${seenIn(sightings, place)}`,
    actions: widening.actions,
    findings: [...new Set(sightings.flatMap(({ findings }) => findings))],
  };
}

/** Adds a status or a media type that the operation does not document. */
function widenResponses(
  spec: Spec,
  at: string,
  sightings: readonly Sighting[],
  evidence: string,
): NonNullable<ReturnType<typeof widen>> {
  const observed = sightings.map((one) => one.observed);
  const { status, response } = observed[0] as ObservedResponse;
  const content = receivedContent(spec.document, observed);
  if (response) {
    const types = Object.keys(content).join(', ');
    const target = toJsonPath(spec.document, at);
    return { what: `${status} also comes as ${types}`, actions: [{ target, update: { content } }] };
  }
  const added = {
    description: `Seen, not documented`,
    'x-confab': { evidence },
    ...(Object.keys(content).length > 0 && { content }),
  };
  const responses = toJsonPath(spec.document, at.slice(0, at.lastIndexOf('/')));
  return {
    what: `the status ${status} is answered`,
    actions: [{ target: responses, update: { [String(status)]: added } }],
  };
}

/** How often, when and where it was seen, with the first example. */
function seenIn(sightings: readonly Sighting[], { day, target }: DriftPlace): string {
  const { misfit, operation, observed } = sightings[0] as Sighting;
  const answers = new Set(sightings.map((one) => one.observed.exchange)).size;
  const times = misfit === undefined || sightings.length === answers ? '' : `${sightings.length} times `;
  const value = JSON.stringify(misfit?.value) ?? observed.reading.text;
  const missing = misfit?.keyword === 'required' ? 'nothing' : excerpt(value, 80);
  const example = `${operation.id} ${misfit?.pointer ?? ''}`.trim();
  return `seen ${times}in ${answers === 1 ? 'one answer' : `${answers} answers`} on ${day} at ${target}, first ${example}: ${missing}`;
}
