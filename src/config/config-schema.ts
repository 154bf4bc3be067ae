import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { CONFIG_KIND, PARTS } from './config-kind.ts';

/** What editors complete and check a configuration by: docs/config.schema.json. */
export function toConfigSchema(): JsonObject {
  const names = new Map(Object.entries(PARTS).map(([name, { schema }]) => [JSON.stringify(schema), name]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://confabulate.dev/config.schema.json',
    title: 'confab.yaml: what the commands of Confab are told each time',
    // A file in which all lines are comments says nothing.
    anyOf: [{ type: 'null' }, { $ref: '#/$defs/configuration' }],
    $defs: {
      configuration: withNames(CONFIG_KIND.schema, names),
      ...Object.fromEntries(
        [...names].map(([text, name]) => [name, withNames(JSON.parse(text), names, name)]),
      ),
    },
  };
}

/** A schema with a name for each part that has one, but not for itself. */
function withNames(schema: Json, names: ReadonlyMap<string, string>, own?: string): Json {
  if (Array.isArray(schema)) return schema.map((item) => withNames(item, names));
  if (!isObject(schema)) return schema;
  const { description, ...rest } = schema;
  const name = own === undefined ? names.get(JSON.stringify(rest)) : undefined;
  const inner = Object.entries(rest).map(([key, value]): [string, Json] => [key, withNames(value, names)]);
  return {
    ...(description !== undefined && { description }),
    ...(name === undefined ? Object.fromEntries(inner) : { $ref: `#/$defs/${name}` }),
  };
}
