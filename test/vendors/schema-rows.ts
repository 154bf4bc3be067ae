import { isObject, type JsonObject, member } from '../../src/spec/json.ts';
import { childOf, childrenOf, type Node, type Row, type Said, saidBy } from './row.ts';
import { statementWords } from './statement-words.ts';
import { schemaStatements } from './statements.ts';

/** A row for each value that a schema describes, at any depth; the outermost has the name that is given. */
export function schemaRows(
  document: JsonObject,
  node: Node,
  { name = BODY, presence = [], asks = false }: Partial<Omit<Place, 'depth'>> = {},
): Row[] {
  return rowsBelow(document, node, { name, presence, asks, depth: 0 });
}

interface Place {
  readonly name: string;
  readonly presence: readonly Said[];
  /** In a request what is not required is optional; in an answer it may be missing. */
  readonly asks: boolean;
  readonly depth: number;
}

const DEEPEST = 12;

function rowsBelow(document: JsonObject, node: Node, place: Place): Row[] {
  const { name, presence, asks, depth } = place;
  if (depth > DEEPEST) return [];
  const own = statementsOf(node);
  const about = String(node.value.description ?? '');
  const below = (child: Node, path: string, more: readonly Said[] = []): Row[] =>
    rowsBelow(document, child, { name: path, presence: more, asks, depth: depth + 1 });
  const branches = ['oneOf', 'anyOf', 'allOf'].flatMap((word) =>
    childrenOf(document, node, word).flatMap(([index, child]) =>
      below(child, word === 'allOf' ? name : `${name} ${formName(child, Number(index))}`),
    ),
  );
  const properties = childrenOf(document, node, 'properties').flatMap(([key, child]) =>
    below(child, fieldName(name, key), [presenceOf(node, key, asks)]),
  );
  const patterns = childrenOf(document, node, 'patternProperties').flatMap(([key, child]) =>
    below(child, fieldName(name, key)),
  );
  const parts = PARTS.filter(([word]) => isObject(member(node.value, word))).flatMap(([word, suffix]) =>
    below(childOf(document, node, word), name + suffix),
  );
  const says = [...presence, ...own];
  const row = says.length > 0 || about !== '' ? [{ name, about, says }] : [];
  return [...row, ...properties, ...patterns, ...parts, ...branches];
}

const PARTS = [
  ['items', '[]'],
  ['propertyNames', ' (names)'],
  ['additionalProperties', '.*'],
  ['contentSchema', ' (content)'],
  ['if', ' (if)'],
  ['then', ' (then)'],
  ['else', ' (else)'],
] as const;

function statementsOf(node: Node): Said[] {
  const names = Object.keys(member(node.value, 'properties') ?? {});
  const statements = schemaStatements(node.value);
  const whole = ['type', 'enum'].flatMap((keyword) => listSaid(node, keyword, statements));
  const others = statements
    .filter((statement) => !/^(type|enum)(\/|$)/.test(statement))
    .filter((statement) => !statement.startsWith('required/') || !names.includes(nameIn(statement)))
    .map((statement) =>
      statement.startsWith('required/')
        ? saidBy(node, statement, `has \`${nameIn(statement)}\``)
        : saidBy(node, statement),
    );
  return [...whole, ...others];
}

/** A list of types or values as one statement, but for the items that are known in another way than the first. */
function listSaid(node: Node, keyword: string, statements: readonly string[]): Said[] {
  const items = statements.filter((one) => one.startsWith(`${keyword}/`));
  if (items.length === 0) return statements.includes(keyword) ? [saidBy(node, keyword)] : [];
  const [usual, ...rest] = items.map((item) => saidBy(node, item, nameIn(item))) as [Said, ...Said[]];
  const isUsual = ({ evidence }: Said) => JSON.stringify(evidence) === JSON.stringify(usual.evidence);
  const values = [usual, ...rest.filter(isUsual)].map(({ words }) => words);
  const other = rest.filter((one) => !isUsual(one)).map((one) => ({ ...one, words: `or ${one.words}` }));
  return [{ ...usual, key: keyword, words: statementWords(keyword, values) }, ...other];
}

function nameIn(statement: string): string {
  return statement.slice(statement.indexOf('/') + 1);
}

/** Whether an object must have a property: what it does not require may be missing, which is no statement. */
function presenceOf(node: Node, name: string, asks: boolean): Said {
  const required = member(node.value, 'required');
  const isRequired = Array.isArray(required) && required.includes(name);
  const said = saidBy(node, `required/${name}`, presenceWords(isRequired, asks));
  return {
    ...said,
    key: 'required',
    evidence: isRequired ? said.evidence : { grade: 'documented', reason: '' },
  };
}

/** What an answer need not have; that is the lack of a statement. */
export const MAY_BE_MISSING = 'may be missing';

export function presenceWords(isRequired: boolean, asks: boolean): string {
  if (asks) return isRequired ? 'required' : 'optional';
  return isRequired ? 'always there' : MAY_BE_MISSING;
}

/** `data.list` of the body; the body itself has no name. */
function fieldName(above: string, name: string): string {
  return above === BODY ? name : `${above}.${name}`;
}

const BODY = 'body';

/** A form is known by the value that is always the same in it, or by its place. */
export function formName({ value }: Node, index: number): string {
  for (const [name, property] of Object.entries(member(value, 'properties') ?? {})) {
    const always = member(property, 'const');
    if (always !== undefined) return `(${name}: ${JSON.stringify(always)})`;
  }
  return `(form ${index + 1})`;
}
