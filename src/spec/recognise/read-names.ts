import { isObject, type JsonObject } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import type { NamedPlace } from './named-place.ts';
import { normalName } from './normal-name.ts';
import { AROUND_ADDRESS, AROUND_PAGING } from './paging-names.ts';
import type { ReadingOperation } from './recognise.ts';
import type { SchemaPlaces, SettledPlace } from './schema-places.ts';

/** The parameters in the query of an operation. */
export function namesInQuery(places: SchemaPlaces, { parameters }: ReadingOperation): NamedPlace[] {
  return parameters.flatMap(({ value, pointer }) => {
    // What is no text is refused when the operation is read.
    const label = typeof value.name === 'object' ? '' : String(value.name);
    if (value.in !== 'query' || /[#{}]/.test(label)) return [];
    return [
      toNamed(places, { text: `$request.query.${label}`, label, at: `${pointer}/schema`, around: value }),
    ];
  });
}

/** The headers of a response. */
export function namesInHeaders(places: SchemaPlaces, { value, pointer }: SettledPlace): NamedPlace[] {
  return Object.keys(Object(value.headers)).flatMap((label) => {
    const header = places.settle(pointer + toPointer(['headers', label]));
    if (!header || !/^[A-Za-z0-9-]+$/.test(label)) return [];
    const at = `${header.pointer}/schema`;
    return [toNamed(places, { text: `$response.header.${label}`, label, at, around: header.value })];
  });
}

const DEEPEST = 3;

/** The plain values of an answer beside its rows, and in the objects that tell of the list; those further up first. */
export function namesInAnswer(places: SchemaPlaces, answer: string, rows: readonly string[]): NamedPlace[] {
  const found: NamedPlace[] = [];
  collect(answer, []);
  return found.sort((a, b) => a.path.length - b.path.length);

  function collect(pointer: string, path: readonly string[]): void {
    for (const [label, at] of places.properties(pointer)) {
      const own = [...path, label];
      const isAbove = own.every((name, index) => name === rows[index]);
      if ((isAbove && own.length === rows.length) || /[{}]/.test(label)) continue;
      const schema = places.settle(at)?.value ?? {};
      const types = places.schemas.types(schema);
      const isThere = types.includes('object') || (types.length === 0 && isObject(schema.properties));
      const isTelling =
        AROUND_PAGING.test(normalName(label)) || (path.length > 0 && AROUND_ADDRESS.test(label));
      if (isThere && own.length < DEEPEST && (isAbove || isTelling)) collect(at, own);
      if (isThere || types.includes('array')) continue;
      const place = toNamed(places, {
        text: `$response.body#${toPointer(own)}`,
        label,
        at,
        around: {},
        path: own,
      });
      // {next: {href: …}}
      found.push(
        label === 'href' && path.length > 0 ? { ...place, name: normalName(path.at(-1) ?? '') } : place,
      );
    }
  }
}

interface NameAt {
  readonly text: string;
  readonly label: string;
  /** Where its schema is declared. */
  readonly at: string;
  /** The parameter or the header that it is the schema of. */
  readonly around: JsonObject;
  readonly path?: readonly string[];
}

function toNamed(places: SchemaPlaces, { text, label, at, around, path = [] }: NameAt): NamedPlace {
  const schema = places.schemas.merged(places.raw(at));
  const described = [around.description, schema.description].filter((one) => typeof one === 'string');
  return {
    ...{ text, label, path, schema, pointer: at },
    name: normalName(label),
    types: places.schemas.types(schema).filter((type) => type !== 'null'),
    description: described.join(' '),
    isRequired: around.required === true,
  };
}
