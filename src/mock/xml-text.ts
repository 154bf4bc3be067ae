import { createRequire } from 'node:module';
import { isObject, type Json, type JsonObject, member, setMember } from '../spec/json.ts';
import { valueAt } from '../spec/json-pointer.ts';
import type { MediaType, Spec } from '../spec/spec.ts';

/** Loaded when the first answer is XML: few mocks have one. */
const load = createRequire(import.meta.url);

const ATTRIBUTE = '@';
const TEXT = '#text';

/** A value as XML, by what its schema says under `xml`: names, attributes, namespaces, lists with or without a wrapper. */
export function xmlText(spec: Spec, media: MediaType, value: Json): string {
  const { default: Builder } = load('fast-xml-builder') as typeof import('fast-xml-builder');
  const builder = new Builder({
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    textNodeName: TEXT,
    suppressBooleanAttributes: false,
    format: true,
  });
  const raw = valueAt(spec.document, media.pointer);
  const { name, node } = elementOf(spec, raw, value, referredName(raw) ?? 'root');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [name]: node })}`;
}

interface XmlElement {
  readonly name: string;
  readonly node: Json;
}

function elementOf(spec: Spec, raw: unknown, value: Json, otherwise: string): XmlElement {
  const schema = spec.schemas.merged(raw);
  const xml = hints(schema);
  const name = nameOf(xml, otherwise);
  if (Array.isArray(value)) {
    // What stands in a list without a wrapper has the list's own place; at the top there is none.
    return { name, node: { ...namespaceOf(xml), ...listIn(spec, schema, value, itemName(otherwise)) } };
  }
  if (!isObject(value)) return { name, node: textNode(namespaceOf(xml), value) };
  const node: JsonObject = { ...namespaceOf(xml) };
  for (const [property, one] of Object.entries(value)) {
    const own = spec.schemas.at(schema, [property]) ?? {};
    const under = hints(own);
    if (under.attribute === true) setMember(node, ATTRIBUTE + nameOf(under, property), textOf(one));
    else if (!Array.isArray(one)) {
      const element = elementOf(spec, own, one, property);
      setMember(node, element.name, element.node);
    } else if (under.wrapped === true) {
      const inside = listIn(spec, own, one, property);
      setMember(node, nameOf(under, property), { ...namespaceOf(under), ...inside });
    } else Object.assign(node, listIn(spec, own, one, property));
  }
  return { name, node };
}

/** The items of a list, by the name that their schema gives them. */
function listIn(spec: Spec, schema: JsonObject, items: readonly Json[], otherwise: string): JsonObject {
  const found: JsonObject = {};
  for (const item of items) {
    const { name, node } = elementOf(spec, schema.items, item, otherwise);
    const before = member(found, name);
    setMember(found, name, [...(Array.isArray(before) ? before : []), node]);
  }
  return found;
}

function itemName(list: string): string {
  return list === 'root' ? 'item' : list;
}

function hints(schema: JsonObject): JsonObject {
  return isObject(schema.xml) ? schema.xml : {};
}

function nameOf({ name, prefix }: JsonObject, otherwise: string): string {
  // A key of a map may be anything; a name of XML begins with a letter and has few signs.
  const own = typeof name === 'string' && name !== '' ? name : otherwise;
  const plain = own.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').replace(/^(?![\p{L}_])/u, '_');
  return typeof prefix === 'string' && prefix !== '' ? `${prefix}:${plain}` : plain;
}

function namespaceOf({ namespace, prefix }: JsonObject): JsonObject {
  if (typeof namespace !== 'string') return {};
  return {
    [`${ATTRIBUTE}xmlns${typeof prefix === 'string' && prefix !== '' ? `:${prefix}` : ''}`]: namespace,
  };
}

function textNode(namespace: JsonObject, value: Json): Json {
  const text = textOf(value);
  return Object.keys(namespace).length === 0 ? text : { ...namespace, [TEXT]: text };
}

function textOf(value: Json): string {
  return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The name of the schema that is referred to. */
function referredName(raw: unknown): string | undefined {
  const reference = member(raw, '$ref');
  return typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
}
