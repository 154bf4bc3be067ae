import { isObject, type Json, type JsonObject, member, setMember } from '../json.ts';
import { fromReference, parsePointer } from '../json-pointer.ts';
import type { MovedParts } from './moved-parts.ts';
import { upgradeSchema } from './older-schema.ts';
import { pickOwn, textsOf } from './parts.ts';
import { exampleOfParameter, styleOf, toParameter, VALUE_WORDS } from './swagger-parameter.ts';

export interface SwaggerReader {
  readonly document: JsonObject;
  readonly moved: MovedParts;
}

interface DeclaredPart {
  readonly value: JsonObject;
  readonly at: string;
}

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

/** A list of parameters as those of OpenAPI 3 and a body. */
export function toOperationParts(
  { document, moved }: SwaggerReader,
  list: readonly Json[],
  pointer: string,
  consumes: Json | undefined,
): { readonly parameters: JsonObject[]; readonly body: JsonObject | undefined } {
  const parameters: JsonObject[] = [];
  const form: DeclaredPart[] = [];
  let body: JsonObject | undefined;
  for (const [index, one] of list.entries()) {
    const { value, at } = follow(document, one, `${pointer}/${index}`);
    if (value.in === 'body') body = toBody(value, at, textsOf(consumes), moved);
    else if (value.in === 'formData') form.push({ value, at });
    else if (isObject(one)) parameters.push(toParameter(one, `${pointer}/${index}`, moved));
  }
  if (form.length > 0) body = toForm(form, textsOf(consumes), moved);
  return { parameters, body };
}

/** A parameter that is one of the document's own: whether it is a body decides where it goes. */
function follow({ parameters }: JsonObject, one: Json, pointer: string): DeclaredPart {
  const reference = isObject(one) && typeof one.$ref === 'string' ? one.$ref : undefined;
  if (!reference?.startsWith('#/parameters/')) return { value: isObject(one) ? one : {}, at: pointer };
  const at = fromReference(reference);
  const value = member(parameters, parsePointer(at)[1] ?? '');
  return { value: isObject(value) ? value : {}, at };
}

function toBody(
  parameter: JsonObject,
  at: string,
  consumes: readonly string[],
  moved: MovedParts,
): JsonObject {
  const types = consumes.length > 0 ? consumes : ['application/json'];
  const named = parameter['x-example'] ?? parameter['x-examples'];
  const content: JsonObject = {};
  for (const type of types) {
    const example = member(named, type);
    const schema = moved.put(upgradeSchema(parameter.schema ?? {}, `${at}/schema`, moved), `${at}/schema`);
    setMember(content, type, moved.put({ schema, ...(example !== undefined && { example }) }, at));
  }
  return moved.put(
    { ...pickOwn(parameter, ['description', 'required']), content: moved.put(content, at) },
    at,
  );
}

/** All parts of a form are properties of one body. */
function toForm(parts: readonly DeclaredPart[], consumes: readonly string[], moved: MovedParts): JsonObject {
  const [first] = parts;
  const at = first?.at ?? '';
  const hasFile = parts.some(({ value }) => value.type === 'file');
  const forms = consumes.filter((type) => [FORM, MULTIPART].some((form) => type.startsWith(form)));
  const types = forms.length > 0 ? forms : [hasFile ? MULTIPART : FORM];
  const content: JsonObject = {};
  for (const type of types) setMember(content, type, moved.put(toFormMedia(parts, moved), at));
  const isRequired = parts.some(({ value }) => value.required === true);
  return moved.put({ ...(isRequired && { required: true }), content: moved.put(content, at) }, at);
}

function toFormMedia(parts: readonly DeclaredPart[], moved: MovedParts): JsonObject {
  const properties: JsonObject = {};
  const encoding: JsonObject = {};
  const required: string[] = [];
  for (const { value, at } of parts) {
    const name = String(value.name);
    const schema = {
      ...pickOwn(value, [...VALUE_WORDS, 'description']),
      ...exampleOfParameter(value),
    };
    setMember(properties, name, moved.put(upgradeSchema(schema, at, moved), at));
    if (value.type === 'array') setMember(encoding, name, styleOf({ ...value, in: 'query' }));
    if (value.required === true) required.push(name);
  }
  return {
    schema: { type: 'object', ...(required.length > 0 && { required }), properties },
    ...(Object.keys(encoding).length > 0 && { encoding }),
  };
}
