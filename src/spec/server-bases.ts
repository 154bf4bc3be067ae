import type { Json } from './json.ts';
import { member } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import type { Reader } from './reader.ts';

/** The path of every server URL, with variables at their defaults; [''] when there is none. The first list counts. */
export function serverBases(reader: Reader, pointers: readonly string[]): readonly string[] {
  for (const pointer of pointers) {
    const servers = valueAt(reader.document, pointer);
    if (Array.isArray(servers) && servers.length > 0) return basesAt(reader, servers, pointer);
  }
  return [''];
}

/** By reader and place: nearly all operations of a document have the same servers. */
const known = new WeakMap<Reader, Map<string, readonly string[]>>();

function basesAt(reader: Reader, servers: readonly Json[], pointer: string): readonly string[] {
  const ofReader = known.get(reader) ?? new Map<string, readonly string[]>();
  known.set(reader, ofReader);
  const before = ofReader.get(pointer);
  if (before) return before;
  const bases = new Set(servers.map((server, index) => baseOf(reader, server, `${pointer}/${index}/url`)));
  ofReader.set(pointer, [...bases]);
  return [...bases];
}

function baseOf(reader: Reader, server: Json, pointer: string): string {
  const written = String(member(server, 'url') ?? '');
  const unknown = new Set<string>();
  const url = written.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = valueAt(server, toPointer(['variables', name, 'default']));
    if (value === undefined) unknown.add(name);
    return String(value ?? '');
  });
  const place = () => reader.source.at(pointer);
  if (unknown.size > 0)
    reader.warn(
      `the server ${written} has the variable ${[...unknown].join(', ')}, which has no default: nothing stands in its place`,
      place(),
    );
  if (URL.canParse(url, 'http://localhost')) return pathOf(url);
  // Whatever the host is: only the path counts, as the mock has a host of its own.
  const path = /^(?:[A-Za-z][\w+.-]*:)?\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? '';
  const base = URL.canParse(path === '' ? '/' : path, 'http://localhost') ? pathOf(path) : '';
  if (unknown.size === 0)
    reader.warn(
      `the server ${url} is not a URL; it is served at ${base === '' ? 'the root' : base}`,
      place(),
    );
  return base;
}

function pathOf(url: string): string {
  return new URL(url, 'http://localhost').pathname.replace(/\/+$/, '');
}
