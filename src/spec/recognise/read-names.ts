import { isObject, type JsonObject } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import { normalName } from './normal-name.ts';
import { AROUND_PAGING } from './paging-names.ts';
import type { ReadingOperation } from './recognise.ts';
import type { SchemaPlaces, SettledPlace } from './schema-places.ts';

/** A value of a request or an answer by its name. */
export interface NamedPlace {
  /** As a runtime expression. */
  readonly text: string;
  /** As `normalName` has it. */
  readonly name: string;
  /** As the document has it. */
  readonly label: string;
  /** Where it stands in an answer's body; empty elsewhere. */
  readonly path: readonly string[];
  readonly schema: JsonObject;
  readonly types: readonly string[];
  readonly description: string;
  readonly required: boolean;
}

/** The parameters in the query of an operation. */
export function namesInQuery(places: SchemaPlaces, { parameters }: ReadingOperation): NamedPlace[] {
  return parameters.flatMap(({ value, pointer }) => {
    const label = String(value.name);
    if (value.in !== 'query' || /[#{}]/.test(label)) return [];
    const schema = places.settle(`${pointer}/schema`)?.value ?? {};
    return [
      toNamed(
        places,
        { text: `$request.query.${label}`, label, path: [], required: value.required === true },
        [schema, value],
      ),
    ];
  });
}

/** The headers of a response. */
export function namesInHeaders(places: SchemaPlaces, { value, pointer }: SettledPlace): NamedPlace[] {
  return Object.keys(Object(value.headers)).flatMap((label) => {
    const header = places.settle(pointer + toPointer(['headers', label]));
    if (!header || !/^[A-Za-z0-9-]+$/.test(label)) return [];
    const schema = places.settle(`${header.pointer}/schema`)?.value ?? {};
    const required = header.value.required === true;
    return [
      toNamed(places, { text: `$response.header.${label}`, label, path: [], required }, [
        schema,
        header.value,
      ]),
    ];
  });
}

const DEEPEST = 3;

/** The plain values of an answer beside its rows, and in the objects that tell of the list; those further up first. */
export function namesInAnswer(places: SchemaPlaces, answer: string, rows: readonly string[]): NamedPlace[] {
  const found: NamedPlace[] = [];
  const below: NamedPlace[] = [];
  collect(answer, []);
  return [...found, ...below].sort((a, b) => a.path.length - b.path.length);

  function collect(pointer: string, path: readonly string[]): void {
    const whole = places.settle(pointer);
    if (!whole) return;
    const required = places.schemas.required(whole.value);
    for (const [label, at] of places.properties(pointer)) {
      const own = [...path, label];
      const isAbove = own.every((name, index) => name === rows[index]);
      const schema = places.settle(at)?.value ?? {};
      const types = places.schemas.types(schema);
      if (isAbove && own.length === rows.length) continue;
      if (isObjectType(types, schema)) {
        if (own.length < DEEPEST && (isAbove || AROUND_PAGING.test(normalName(label)))) collect(at, own);
      } else if (!types.includes('array') && !label.includes('{') && !label.includes('}'))
        found.push(
          toNamed(
            places,
            { text: `$response.body#${toPointer(own)}`, label, path: own, required: required.has(label) },
            [schema, {}],
          ),
        );
    }
  }
}

function isObjectType(types: readonly string[], schema: JsonObject): boolean {
  return types.includes('object') || (types.length === 0 && isObject(schema.properties));
}

function toNamed(
  places: SchemaPlaces,
  place: Omit<NamedPlace, 'name' | 'schema' | 'types' | 'description'>,
  [schema, around]: readonly [JsonObject, JsonObject],
): NamedPlace {
  const description = [around.description, schema.description]
    .filter((one) => typeof one === 'string')
    .join(' ');
  const types = places.schemas.types(schema).filter((type) => type !== 'null');
  return { ...place, name: normalName(place.label), schema, types, description };
}
