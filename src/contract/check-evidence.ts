import type { LedgerCheck } from '../result/ledger.ts';
import { isCredentialCause } from '../spec/causes.ts';
import { failuresOf } from '../spec/failure-of.ts';
import { fieldAt } from '../spec/field.ts';
import { fieldStatement } from '../spec/field-statement.ts';
import { strongest, weakest } from '../spec/grade.ts';
import { parsePointer } from '../spec/json-pointer.ts';
import { type LocatedSchema, schemaAt } from '../spec/located-schema.ts';
import { responseProperties } from '../spec/response-properties.ts';
import { schemaSetsOf } from '../spec/schema-set.ts';
import { presenceStatements, valueStatements } from '../spec/schema-statements.ts';
import { sentFields } from '../spec/sent-fields.ts';
import type { Evidence, Listing, Operation, PagingWord, Spec } from '../spec/spec.ts';
import { setStatement, statementAt } from '../spec/statement.ts';
import { type Check, checksFor } from './check.ts';
import type { CheckName } from './checks.ts';

/** How well the statements that a check holds an operation to are known. What it asserts of any answer is sure. */
type Statements = (spec: Spec, operation: Operation) => readonly (Evidence | undefined)[];

const STATEMENTS: Partial<Record<CheckName, Statements>> = {
  status: (spec, { pointer }) => [statementAt(spec, pointer, 'responses').evidence],
  'media-type': (spec, operation) =>
    mediaOf(operation).flatMap(({ node }) =>
      ['type', 'body'].map((statement) => statementAt(spec, node, statement).evidence),
    ),
  header: (spec, { responses }) =>
    [...responses.values()].flatMap(({ headers }) =>
      [...headers.values()].flatMap(({ node, pointer, required }) => [
        required ? statementAt(spec, node, 'required').evidence : undefined,
        ...schemasAt(spec, pointer).flatMap((schema) => valueStatements(spec.document, schema)),
      ]),
    ),
  schema: (spec, operation) =>
    mediaOf(operation).flatMap((media) =>
      responseProperties(spec, media).flatMap(({ general, schemas, around }) => [
        ...schemas.schemas.flatMap((schema) => valueStatements(spec.document, schema)),
        ...presenceStatements(spec.document, around.schemas, parsePointer(general).at(-1) ?? ''),
      ]),
    ),
  envelope: (spec, { responses }) =>
    [...responses.values()].map(({ pointer }) => statementAt(spec, pointer, 'status').evidence),
  time: (spec, operation) =>
    mediaOf(operation).flatMap((media) =>
      responseProperties(spec, media).flatMap(({ schemas }) =>
        ['x-confab/time', 'x-confab/from'].map((word) => setStatement(spec, schemas, word)?.evidence),
      ),
    ),
  'page-size': paging('size', 'window'),
  'page-disjoint': (spec, operation) => {
    const reads = operation.list?.paging.reads;
    const word = (['page', 'skip', 'token'] as const).find((one) => (reads?.[one].length ?? 0) > 0);
    return word === undefined ? listed(spec, operation) : paging(word)(spec, operation);
  },
  'page-slices': (_, { list }) => [
    list && weakest(list.paging.evidence('page'), list.paging.evidence('size')),
  ],
  total: paging('total'),
  'has-more': paging('hasMore'),
  'has-previous': paging('hasPrevious'),
  'page-count': paging('pages'),
  'page-echo': paging('page', 'skip', 'size'),
  token: paging('token'),
  'next-link': paging('nextUrl'),
  previous: paging('previousToken', 'previousUrl'),
  'past-the-end': failures((cause) => cause === 'past-the-end', true),
  'page-default': (spec, operation) => {
    const { page = [], size = [] } = operation.list?.paging.reads ?? {};
    return [...page, ...size]
      .map((place) => fieldAt(operation, place))
      .filter(({ schema }) => schema.default !== undefined)
      .map((field) => fieldStatement(spec, field, 'default').evidence);
  },
  'empty-list': paging('empty'),
  repeatable: listed,
  order: (_, { list }) => [list?.order?.evidence],
  'order-request': (_, { list }) => [list?.order?.evidence],
  'filter-sound': filters(({ evidence }) => evidence),
  'filter-complete': filters(({ evidence }) => evidence),
  'filter-bound': filters(({ evidence, evidenceOf }) => weakest(evidence, evidenceOf('ends'))),
  'filter-nobody': filters(({ evidence }) => evidence),
  'filter-together': filters(({ evidence }) => evidence),
  'link-loads': links,
  'link-agrees': links,
  accepts: requests,
  refuses: requests,
  refusal: failures((cause) => !isCredentialCause(cause)),
  'credential-refusal': failures(isCredentialCause),
};

/** The checks that can say something about an operation, each with how well it is known what they assert of it. */
export function ledgerChecks(checks: readonly Check[], spec: Spec, operation: Operation): LedgerCheck[] {
  return checksFor(checks, operation).map(({ name }) => ({
    name,
    evidence: checkEvidence(spec, operation, name),
  }));
}

/** How well the best known statement is known that a check can find broken in an operation. */
function checkEvidence(spec: Spec, operation: Operation, check: string): Evidence {
  const statements = STATEMENTS[check as CheckName]?.(spec, operation) ?? [];
  return strongest(statements.filter((one) => one !== undefined));
}

function mediaOf({ responses }: Operation) {
  return [...responses.values()].flatMap(({ content }) => [...content.values()]);
}

function paging(...words: readonly string[]): Statements {
  return (_, { list }) =>
    words.filter((word) => list && isSaid(list, word)).map((word) => list?.paging.evidence(word));
}

/** Whether the document has a word of paging at all. */
function isSaid({ paging: { reads, shows, window, empty } }: Listing, word: string): boolean {
  if (word === 'window') return window !== undefined;
  if (word === 'empty') return Object.keys(empty).length > 0;
  return reads[word as PagingWord].length + shows[word as PagingWord].length > 0;
}

function schemasAt({ document }: Spec, pointer: string): readonly LocatedSchema[] {
  const sets = schemaSetsOf(document);
  return sets.possible(sets.of(schemaAt(document, pointer))).schemas;
}

function listed(spec: Spec, { pointer }: Operation): Evidence[] {
  return [statementAt(spec, pointer, 'x-confab/items').evidence];
}

function filters(evidence: (filter: Listing['filters'][number]) => Evidence): Statements {
  return (_, { list }) => (list?.filters ?? []).map(evidence);
}

function links(_: Spec, { list }: Operation): Evidence[] {
  return (list?.success.links ?? []).map(({ evidence }) => evidence);
}

function requests(spec: Spec, operation: Operation): Evidence[] {
  return sentFields(operation).flatMap((field) =>
    ['required', 'type'].map((keyword) => fieldStatement(spec, field, keyword).evidence),
  );
}

/** The answers that the document names for some causes; what it does not say at all is assumed. */
function failures(
  isMeant: (cause: Parameters<typeof isCredentialCause>[0]) => boolean,
  isSilent = false,
): Statements {
  return (_, operation) => {
    const named = failuresOf(operation).filter(([cause]) => isMeant(cause));
    if (named.length === 0 && isSilent) return [{ grade: 'assumed', reason: 'the document does not say' }];
    return named.map(([, { evidence }]) => evidence);
  };
}
