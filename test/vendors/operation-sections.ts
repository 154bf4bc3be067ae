import { isObject, type Json, type JsonObject, member } from '../../src/spec/json.ts';
import { toPointer, valueAt } from '../../src/spec/json-pointer.ts';
import { blockRows, failureRows } from './block-rows.ts';
import { responseSections } from './response-sections.ts';
import { childOf, childrenOf, type Node, nodeAt, type Row, type Section, saidBy } from './row.ts';
import { presenceWords, schemaRows } from './schema-rows.ts';

/** Everything that a document says of an operation, as tables in the order in which a reader needs them. */
export function operationSections(document: JsonObject, path: string, method: string): Section[] {
  const operation = nodeAt(document, toPointer(['paths', path, method]));
  const words = member(operation.value, 'x-confab');
  return [
    section('The operation', 'statement', operationRows(operation)),
    section('Request', 'field', requestRows(document, path, operation)),
    ...responseSections(document, operation),
    section('Rows, pages, order and filters', 'word', blockRows(isObject(words) ? words : {})),
    section(
      'Refusals',
      'cause',
      failureRows(document, operation),
      'Which answer each cause of a failure gets. The mock gives it; `check` holds a vendor to it.',
    ),
  ].filter(({ rows }) => rows.length > 0);
}

export function section(heading: string, of: string, rows: readonly Row[], about = ''): Section {
  return { key: heading, heading, of, rows, about, source: '', examples: [] };
}

function operationRows(operation: Node): Row[] {
  const words = Object.keys(member(operation.value, 'x-confab') ?? {})
    .filter((word) => ['safe', 'collection', 'items'].includes(word))
    .map((word) => `x-confab/${word}`);
  const own = ['deprecated', 'security'].filter((name) => member(operation.value, name) !== undefined);
  const statuses = Object.keys(member(operation.value, 'responses') ?? {});
  return [
    ...[...own, ...words].map((statement) => row(statement.replace('x-confab/', ''), operation, statement)),
    {
      name: 'statuses',
      about: '',
      says: [saidBy(operation, 'responses', `no other status than ${statuses.join(', ')}`)],
    },
  ];
}

function row(name: string, node: Node, statement: string): Row {
  return {
    name,
    about: '',
    says: [saidBy(node, statement, statement === 'security' ? securityWords(node) : undefined)],
  };
}

function securityWords({ value }: Node): string {
  const security = member(value, 'security');
  const names = Array.isArray(security)
    ? security.map((one) => Object.keys(one as JsonObject).join(' and '))
    : [];
  return names.filter(Boolean).length === 0 ? 'no credential' : names.join(' or ');
}

function requestRows(document: JsonObject, path: string, operation: Node): Row[] {
  const item = nodeAt(document, toPointer(['paths', path]));
  const parameters = [item, operation].flatMap((node) => childrenOf(document, node, 'parameters'));
  const body = childOf(document, operation, 'requestBody');
  return [...parameters.flatMap(([, node]) => parameterRows(document, node)), ...bodyRows(document, body)];
}

function parameterRows(document: JsonObject, node: Node): Row[] {
  const name = `${member(node.value, 'name')} (${member(node.value, 'in')})`;
  const isRequired = member(node.value, 'required') === true;
  const words = Object.keys(member(node.value, 'x-confab') ?? {}).filter(
    (word) => word !== 'evidence' && word !== 'failures',
  );
  const says = [
    saidBy(node, 'required', presenceWords(isRequired, true)),
    ...words.map((word) => saidBy(node, `x-confab/${word}`)),
  ];
  const [first, ...others] = schemaRows(document, childOf(document, node, 'schema'), { name, asks: true });
  const about = [String(node.value.description ?? ''), exampleWords(node)].filter(Boolean).join(' ');
  return [{ name, about, says: [...says.slice(0, 1), ...(first?.says ?? []), ...says.slice(1)] }, ...others];
}

function exampleWords({ value }: Node): string {
  const many = Object.values(member(value, 'examples') ?? {}).map((one) => member(one, 'value'));
  const all = [member(value, 'example'), ...many].filter((one): one is Json => one !== undefined);
  return all.length === 0 ? '' : `For example ${all.map((one) => `\`${String(one)}\``).join(', ')}.`;
}

function bodyRows(document: JsonObject, body: Node): Row[] {
  if (valueAt(document, body.pointer) === undefined) return [];
  const presence = saidBy(body, 'required', presenceWords(member(body.value, 'required') === true, true));
  return childrenOf(document, body, 'content').flatMap(([type, media]) => [
    { name: `body: ${type}`, about: '', says: [presence, saidBy(media, 'type', 'the Content-Type')] },
    ...schemaRows(document, childOf(document, media, 'schema'), { asks: true }),
  ]);
}
