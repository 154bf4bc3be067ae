import fc from 'fast-check';
import { hostileJson, hostileText } from './values.js';

const WORDS = [
  ...['$ref', 'type', 'enum', 'const', 'pattern', 'format', 'minLength', 'maxLength', 'minimum', 'maximum'],
  ...[
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'items',
    'prefixItems',
    'minItems',
    'maxItems',
    'uniqueItems',
  ],
  ...[
    'properties',
    'patternProperties',
    'additionalProperties',
    'propertyNames',
    'required',
    'minProperties',
    'nullable',
  ],
  ...[
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    'if',
    'then',
    'default',
    'example',
    'examples',
    'discriminator',
    'contentMediaType',
  ],
  ...[
    'contentSchema',
    '$defs',
    '$id',
    '$anchor',
    '$dynamicRef',
    'x-faker',
    'x-confab',
    'security',
    'servers',
    'parameters',
  ],
  ...[
    'content',
    'schema',
    'headers',
    'responses',
    'explode',
    'style',
    'name',
    'in',
    'deprecated',
    'url',
    'evidence',
  ],
];

const VALUES = [
  ...[
    -1,
    0,
    1e9,
    2 ** 53,
    0.1,
    1e-7,
    '^(a+)+$',
    '(',
    '[',
    '\\',
    '^\\p{L}+$',
    '(?=a)b',
    '(a)\\1',
    'a{1000}',
    '.{0,100000}',
  ],
  ...[
    'date-time',
    'int64',
    'uuid',
    'regex',
    'x',
    'string',
    'integer',
    'object',
    'array',
    'null',
    'number',
    'boolean',
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    ['string', 'null'],
    [1, 1],
    true,
    false,
    null,
    ['id'],
    [{ type: 'string' }],
    { type: 'object' },
  ],
  ...[
    '#',
    '#/components/schemas/Entry',
    '#/paths',
    './other.yaml',
    'http://127.0.0.1:1/x',
    '#/%ZZ',
    '#/a~2b',
    '/dev/null',
  ],
  ...[
    '$request.query.page',
    '$response.body#/x',
    '$request.body#',
    '$x',
    '{requestId}',
    '{$request.query.x}',
  ],
];

const hostileValue = fc.oneof(fc.constantFrom(...VALUES), hostileJson);
const hostileName = fc.oneof(
  fc.constantFrom(...WORDS, '__proto__', 'constructor', 'toString', ''),
  hostileText,
);
const place = fc.nat({ max: 1_000_000 });

/** One change of a document: which node, by its number, and what becomes of it. */
const step = fc.oneof(
  fc.record({ op: fc.constant('drop'), at: place }),
  fc.record({ op: fc.constant('double'), at: place, name: hostileName }),
  fc.record({ op: fc.constant('retype'), at: place, value: hostileValue }),
  fc.record({ op: fc.constant('rename'), at: place, name: hostileName }),
  fc.record({ op: fc.constant('splice'), at: place, from: place }),
  fc.record({ op: fc.constant('refer'), at: place, from: place }),
  fc.record({ op: fc.constant('word'), at: place, name: fc.constantFrom(...WORDS), value: hostileValue }),
);

/** One change of a text: bytes that are broken in ways that no tree is. */
const edit = fc.record({
  at: place,
  cut: fc.nat({ max: 5 }),
  text: fc.oneof(
    hostileText,
    fc.constantFrom('}', '{', '"', ':', ',', '\t', '&a', '*a', '<<: ', '- ', '!!js x', '\u0000'),
  ),
});

/** What is done to a document. */
export const damage = fc.record({
  steps: fc.array(step, { maxLength: 4 }),
  edits: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(edit, { maxLength: 2 }) },
  ),
});

/** The document's text with everything done to it. `write` writes a tree. */
export function damaged(document, { steps, edits }, write = JSON.stringify) {
  const tree = steps.reduce((made, one) => applied(made, one), { root: structuredClone(document) });
  return edits.reduce((text, { at, cut, text: added }) => {
    const from = at % (text.length + 1);
    return text.slice(0, from) + added + text.slice(from + cut);
  }, write(tree.root));
}

/** What is done to a document, for people: one line a step. */
export function describeDamage(document, { steps, edits }) {
  let tree = { root: structuredClone(document) };
  const lines = steps.map((one) => {
    const nodes = nodesOf(tree);
    const { path } = nodes[one.at % nodes.length];
    const from = one.from === undefined ? '' : ` ${nodes[one.from % nodes.length].path || '/'}`;
    const more = ['name', 'value']
      .filter((key) => Object.hasOwn(one, key))
      .map((key) => ` ${JSON.stringify(one[key])}`);
    tree = applied(tree, one);
    return `${one.op} ${path || 'the whole'}${from}${more.join('')}`;
  });
  return [...lines, ...edits.map((one) => `edit ${JSON.stringify(one)}`)].join('; ') || 'nothing';
}

function applied(tree, { op, at, from, name, value: shared }) {
  // Several steps may have the same value, and what a later one puts into it is its own.
  const value = structuredClone(shared);
  const nodes = nodesOf(tree);
  const { parent, key, path } = nodes[at % nodes.length];
  const other = () => nodes[from % nodes.length];
  const target = parent[key];
  if (op === 'drop') {
    if (Array.isArray(parent)) parent.splice(key, 1);
    else if (parent !== tree) delete parent[key];
  } else if (op === 'double') {
    if (Array.isArray(parent)) parent.push(structuredClone(target));
    else if (parent !== tree) define(parent, name, structuredClone(target));
  } else if (op === 'retype') define(parent, key, value);
  else if (op === 'rename') {
    if (Array.isArray(parent) || parent === tree) return tree;
    delete parent[key];
    define(parent, name, target);
  } else if (op === 'splice') define(parent, key, structuredClone(other().parent[other().key]));
  else if (op === 'refer') define(parent, key, { $ref: `#${other().path}` });
  else if (typeof target === 'object' && target !== null && !Array.isArray(target))
    define(target, name, value);
  else define(parent, key, { [name]: value });
  return path === '' && tree.root === undefined ? { root: null } : tree;
}

/** Every node with where it stands, in the document's order. */
function nodesOf(tree) {
  const nodes = [{ parent: tree, key: 'root', path: '' }];
  for (let index = 0; index < nodes.length && nodes.length < 20_000; index += 1) {
    const { parent, key, path } = nodes[index];
    const value = parent[key];
    if (typeof value !== 'object' || value === null) continue;
    for (const name of Object.keys(value)) {
      const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
      nodes.push({ parent: value, key: Array.isArray(value) ? Number(name) : name, path: `${path}/${step}` });
    }
  }
  return nodes;
}

function define(target, name, value) {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
