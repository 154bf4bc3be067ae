import { isObject, type Json, type JsonObject } from '../../src/spec/json.ts';
import { toPointer } from '../../src/spec/json-pointer.ts';

/** What a node of a document is; each kind makes statements of its own. */
export type NodeKind =
  | 'document'
  | 'server'
  | 'security scheme'
  | 'operation'
  | 'paging'
  | 'order'
  | 'filter'
  | 'failure'
  | 'parameter'
  | 'request body'
  | 'response'
  | 'header'
  | 'link'
  | 'media type'
  | 'schema';

/** A node of a document that says something, with the names of what it says. */
export interface StatingNode {
  readonly kind: NodeKind;
  readonly pointer: string;
  /** Each statement's path below the node, as in a map of evidence. */
  readonly statements: readonly string[];
  /** What stands under `evidence`, as it is. */
  readonly evidence: Json | undefined;
}

type Path = readonly string[];

/** Every node of a document that makes statements, in the order of the document. References are not followed. */
export function statingNodes(document: JsonObject): StatingNode[] {
  const found: StatingNode[] = [];
  const { collector, each } = createCollector(found);
  const { node, schema } = collector;

  node('document', [], document, keysOf(document, ['security']));
  failures(document, []);
  servers(document, []);
  const components = objectIn(document.components);
  const at = (name: string): Path => ['components', name];
  each(components.securitySchemes, at('securitySchemes'), (value, path) => {
    const own = ['type', 'scheme', 'name', 'in', 'flows', 'openIdConnectUrl'];
    node('security scheme', path, value, [...keysOf(value, own), ...wordsOf(value)]);
  });
  each(document.paths, ['paths'], (item, path) => {
    parameters(item, path);
    servers(item, path);
    for (const [method, value] of Object.entries(item))
      if (METHODS.has(method) && isObject(value)) operation(value, [...path, method]);
  });
  each(components.parameters, at('parameters'), parameter);
  each(components.requestBodies, at('requestBodies'), body);
  each(components.responses, at('responses'), response);
  each(components.headers, at('headers'), header);
  each(components.links, at('links'), link);
  each(components.schemas, at('schemas'), schema);
  return found;

  function servers(holder: JsonObject, path: Path): void {
    each(holder.servers, [...path, 'servers'], (value, own) => node('server', own, value, ['url']));
  }

  function operation(value: JsonObject, path: Path): void {
    const own = ['deprecated', 'security'].filter((name) => value[name] !== undefined);
    const statements = [...own, 'responses', ...wordsOf(value, BLOCKS)];
    node('operation', path, value, statements);
    const words = objectIn(value['x-confab']);
    const below = [...path, 'x-confab'];
    for (const kind of ['paging', 'order'] as const)
      if (isObject(words[kind])) block(kind, [...below, kind], words[kind]);
    each(words.filters, [...below, 'filters'], (one, at) => block('filter', at, one));
    failures(value, path);
    servers(value, path);
    parameters(value, path);
    if (isObject(value.requestBody)) body(value.requestBody, [...path, 'requestBody']);
    each(value.responses, [...path, 'responses'], response);
  }

  function block(kind: NodeKind, path: Path, value: JsonObject): void {
    found.push(toNode(kind, path, keysBut(value, ['evidence']), value.evidence));
  }

  function failures(holder: JsonObject, path: Path): void {
    each(objectIn(holder['x-confab']).failures, [...path, 'x-confab', 'failures'], (one, at) =>
      block('failure', at, one),
    );
  }

  function parameters(holder: JsonObject, path: Path): void {
    each(holder.parameters, [...path, 'parameters'], parameter);
  }

  function parameter(value: JsonObject, path: Path): void {
    // What is not required is said to be optional.
    node('parameter', path, value, ['required', ...wordsOf(value, ['failures'])]);
    failures(value, path);
    if (isObject(value.schema)) schema(value.schema, [...path, 'schema']);
    media(value, path);
  }

  function header(value: JsonObject, path: Path): void {
    node('header', path, value, ['required', ...wordsOf(value)]);
    if (isObject(value.schema)) schema(value.schema, [...path, 'schema']);
  }

  function body(value: JsonObject, path: Path): void {
    node('request body', path, value, ['required', ...wordsOf(value)]);
    // That its examples are accepted; those of an answer only show one.
    media(value, path, (one) => Object.keys(objectIn(one.examples)).map((name) => `examples/${name}`));
  }

  function response(value: JsonObject, path: Path): void {
    node('response', path, value, ['status', ...wordsOf(value)]);
    each(value.headers, [...path, 'headers'], header);
    media(value, path);
    each(value.links, [...path, 'links'], link);
  }

  function link(value: JsonObject, path: Path): void {
    node('link', path, value, ['parameters']);
  }

  function media(holder: JsonObject, path: Path, more: (value: JsonObject) => string[] = () => []): void {
    each(holder.content, [...path, 'content'], (value, at) => {
      node('media type', at, value, ['type', ...more(value)]);
      if (isObject(value.schema)) schema(value.schema, [...at, 'schema']);
    });
  }
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
/** Words of an operation that are blocks with evidence of their own. */
const BLOCKS = ['paging', 'order', 'filters', 'failures'];

/** Keywords that say nothing of a value: they describe it, or hold other schemas. */
const SAYS_NOTHING = new Set(
  (
    '$ref $id $schema $defs $comment title description example examples deprecated externalDocs x-faker x-confab ' +
    'properties patternProperties items prefixItems allOf then else dependentSchemas discriminator'
  ).split(' '),
);
const ONE_SCHEMA =
  'propertyNames items additionalProperties not contains if then else contentSchema unevaluatedProperties'.split(
    ' ',
  );
/** Keywords each item of which is a statement of its own: `type/null`, `enum/API`, `required/id`. */
const LISTS = ['type', 'enum', 'required'];
const LISTED_SCHEMAS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const NAMED_SCHEMAS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];

function createCollector(found: StatingNode[]) {
  function node(kind: NodeKind, path: Path, value: JsonObject, statements: readonly string[]): void {
    if (statements.length > 0)
      found.push(toNode(kind, path, statements, objectIn(value['x-confab']).evidence));
  }

  function schema(value: JsonObject, path: Path): void {
    node('schema', path, value, schemaStatements(value));
    for (const name of ONE_SCHEMA) if (isObject(value[name])) schema(value[name], [...path, name]);
    for (const name of [...LISTED_SCHEMAS, ...NAMED_SCHEMAS]) each(value[name], [...path, name], schema);
  }

  return { collector: { node, schema }, each };
}

function toNode(
  kind: NodeKind,
  path: Path,
  statements: readonly string[],
  evidence: Json | undefined,
): StatingNode {
  return { kind, pointer: toPointer(path), statements, evidence };
}

/** The names of what a schema itself says, without the schemas in it. */
export function schemaStatements(schema: JsonObject): string[] {
  const names = Object.keys(schema).filter((key) => !SAYS_NOTHING.has(key) && !key.startsWith('x-'));
  const keywords = names.flatMap((name) => {
    const listed = LISTS.includes(name) && Array.isArray(schema[name]) ? schema[name] : undefined;
    return listed ? listed.map((one) => `${name}/${one}`) : [name];
  });
  const refused = NAMED_SCHEMAS.flatMap((holder) =>
    Object.entries(objectIn(schema[holder])).flatMap(([name, one]) =>
      one === false ? [`${holder}/${name}`] : [],
    ),
  );
  return [...keywords, ...refused, ...wordsOf(schema)];
}

/** The words of `x-confab` in a node, without those that are nodes themselves. */
function wordsOf(value: JsonObject, without: readonly string[] = []): string[] {
  return keysBut(objectIn(value['x-confab']), ['evidence', ...without]).map((word) => `x-confab/${word}`);
}

function keysOf(value: JsonObject, names: readonly string[]): string[] {
  return names.filter((name) => value[name] !== undefined);
}

function keysBut(value: JsonObject, without: readonly string[]): string[] {
  return Object.keys(value).filter((name) => !without.includes(name));
}

function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** Each object in a list or a map that is more than a reference. */
function each(holder: Json | undefined, path: Path, see: (value: JsonObject, path: Path) => void): void {
  if (holder === null || typeof holder !== 'object') return;
  for (const [key, value] of Object.entries(holder)) {
    if (isObject(value) && !(typeof value.$ref === 'string' && Object.keys(value).every(isOfReference)))
      see(value, [...path, key]);
  }
}

function isOfReference(key: string): boolean {
  return ['$ref', 'summary', 'description'].includes(key);
}
