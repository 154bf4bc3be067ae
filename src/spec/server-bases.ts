import type { Json } from './json.ts';
import { member } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import type { Reader } from './reader.ts';

/** The path of every server URL, with variables at their defaults; [''] when there is none. The first list counts. */
export function serverBases(reader: Reader, pointers: readonly string[]): string[] {
  const serversAt = (pointer: string) => {
    const servers = valueAt(reader.document, pointer);
    return Array.isArray(servers) ? servers : [];
  };
  const pointer = pointers.find((one) => serversAt(one).length > 0);
  if (pointer === undefined) return [''];
  return [
    ...new Set(serversAt(pointer).map((server, index) => baseOf(reader, server, `${pointer}/${index}/url`))),
  ];
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
