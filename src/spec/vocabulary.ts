import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { builtinFile } from './builtin.ts';
import { type Extension, extensionsOf } from './extensions.ts';
import type { Json } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { DEFINITIONS, inReferenced, OBJECT_NAMES, type OpenApiObject, objectAt } from './openapi-objects.ts';
import type { Problems } from './problems.ts';
import { replacedWord } from './replaced-words.ts';
import type { Source } from './source.ts';

/** Holds every `x-confab` of a document against the closed vocabulary. Refuses what breaks it. */
export function checkVocabulary(extensions: readonly Extension[], source: Source, problems: Problems): void {
  for (const { name, path } of extensions)
    if (name !== 'x-confab' && name !== 'x-faker')
      problems.refuse(`${name} is not known; it is written x-confab`, source.at(toPointer(path)));
  for (const { value, path } of extensionsOf('x-confab', extensions)) {
    const kind = kindAt(path.slice(0, -1));
    if (!kind) {
      problems.refuse(NOT_READ, source.at(toPointer(path)));
      continue;
    }
    const replaced = replacedWord(kind, value);
    if (replaced) {
      const pointer = toPointer([...path, ...replaced.path]);
      problems.refuse(`${replaced.path.join('/')} is no word any more: ${replaced.now}`, {
        ...source.at(pointer),
        pointer,
      });
      continue;
    }
    const validate = validatorOf(kind);
    if (validate(value)) continue;
    const error = worstOf(validate.errors ?? []);
    const pointer = toPointer(path) + error.instancePath;
    const what = error.instancePath === '' ? 'x-confab' : `x-confab${error.instancePath}`;
    problems.refuse(`${what} ${explain(error)}${otherPlace(error, kind)}`, {
      ...source.at(pointer + toPointer([String(error.params.additionalProperty ?? '')])),
      pointer,
    });
  }
}

type Kind = (typeof DEFINITIONS)[keyof typeof DEFINITIONS];

/** undefined: an `x-confab` may not stand there, what it says would not be heard. */
function kindAt(path: readonly string[]): Kind | undefined {
  const definitionFor = (object: OpenApiObject | undefined) =>
    object && (DEFINITIONS as Partial<Record<OpenApiObject, Kind>>)[object];
  const below = inReferenced(path);
  if (below === undefined) return definitionFor(objectAt(path));
  if (below.length === 0) return 'value';
  return OBJECT_NAMES.map((one) => definitionFor(objectAt(below, one))).find(Boolean);
}

const NOT_READ =
  'x-confab is not read here; it may stand at the top of the document, and in an operation, parameter, header, schema or property, request body, response, media type, server, link or security scheme';

/** What each kind of place is called. */
const PLACES: Readonly<Record<Kind, string>> = {
  document: 'at the top of the document',
  operation: 'in an operation',
  securityScheme: 'in a security scheme',
  node: 'in a response, media type, request body, server or link',
  value: 'in a parameter, header, schema or property',
};

const KINDS = Object.keys(PLACES) as readonly Kind[];

const validators = new Map<Kind, ValidateFunction>();
let ajv: Ajv2020 | undefined;

function validatorOf(kind: Kind): ValidateFunction {
  let validate = validators.get(kind);
  if (!validate) {
    if (!ajv) {
      ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true });
      addFormats.default(ajv);
      ajv.addSchema(JSON.parse(readFileSync(builtinFile('x-confab.schema.json'), 'utf8')), 'vocabulary');
    }
    validate = ajv.compile({ $ref: `vocabulary#/$defs/${kind}` });
    validators.set(kind, validate);
  }
  return validate;
}

/** The deepest error says most, and of a form that the value has; an `anyOf` or `oneOf` that failed only repeats it. */
function worstOf(errors: ErrorObject[]): ErrorObject {
  const telling = errors.filter((error) => !['anyOf', 'oneOf', 'if'].includes(error.keyword));
  const weight = ({ instancePath, keyword }: ErrorObject) =>
    instancePath.split('/').length * 4 + (keyword === 'type' ? 0 : keyword === 'required' ? 1 : 2);
  return (telling.length > 0 ? telling : errors).reduce((a, b) => (weight(b) > weight(a) ? b : a));
}

/** Where a word belongs that is none in this place. */
function otherPlace({ keyword, params }: ErrorObject, kind: Kind): string {
  if (keyword !== 'additionalProperties') return '';
  const found = KINDS.filter((one) => one !== kind && definitionOf(one).includes(params.additionalProperty));
  return found.length === 0
    ? ''
    : `; it is a word for x-confab ${found.map((one) => PLACES[one]).join(', or ')}`;
}

function definitionOf(kind: Kind): string[] {
  const { schema } = ajv?.getSchema(`vocabulary#/$defs/${kind}`) ?? {};
  return Object.keys(Object(schema).properties ?? {});
}

function explain(error: ErrorObject): string {
  const { keyword, params, parentSchema } = error;
  if (keyword === 'additionalProperties') {
    const allowed = Object.keys((parentSchema as { properties?: object })?.properties ?? {});
    return `does not know the word ${params.additionalProperty}; allowed here: ${allowed.join(', ')}`;
  }
  if (keyword === 'enum') {
    const name = error.propertyName === undefined ? '' : `${error.propertyName}: `;
    const more = (parentSchema as { description?: string })?.description;
    const values = (params.allowedValues as Json[]).join(', ');
    return `${name}must be one of ${values}${more ? ` (${more})` : ''}`;
  }
  if (keyword === 'required') return `needs the word ${params.missingProperty}`;
  if (keyword === 'dependentRequired') return `has ${params.property}, which needs ${params.missingProperty}`;
  const description = (parentSchema as { description?: string })?.description;
  return `${error.message}, not ${JSON.stringify(error.data)}${description ? ` (${description})` : ''}`;
}
