import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import type { Spec } from './spec.ts';

/** A host that a document names as a server's, or several where the name has variables. */
export interface ServerHost {
  /** As it is told to people: `api-{endpoint}.example.com:8443`. */
  readonly name: string;
  /** Of a host as `toHost` writes it. */
  matches(host: string): boolean;
  /** The names for a server's list of allowed hosts: `name` or `*.name`. */
  readonly allowed: readonly string[];
}

/**
 * The hosts of all servers of a document, each once. A host that is nothing but a variable could be anybody's, so it is
 * none; neither is that of a relative URL.
 */
export function serverHosts({ document }: Pick<Spec, 'document'>): ServerHost[] {
  const found = new Map<string, ServerHost>();
  for (const server of serversOf(document)) {
    const host = isObject(server) ? toServerHost(server) : undefined;
    if (host) found.set(host.name, host);
  }
  return [...found.values()];
}

/** Host and port of a URL as they are compared: in lower case, and without the port that its scheme has anyway. */
export function toHost(url: URL): string {
  const name = url.hostname.replace(/\.$/, '');
  const port = url.port === DEFAULT_PORTS[url.protocol] ? '' : url.port;
  return port === '' ? name : `${name}:${port}`;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

function serversOf(document: Json): Json[] {
  const paths = valueAt(document, '/paths');
  const items = isObject(paths) ? Object.keys(paths).map((path) => toPointer(['paths', path])) : [];
  const pointers = ['', ...items.flatMap((item) => [item, ...METHODS.map((method) => `${item}/${method}`)])];
  return pointers.flatMap((pointer) => {
    const servers = valueAt(document, `${pointer}/servers`);
    return Array.isArray(servers) ? servers : [];
  });
}

function toServerHost(server: JsonObject): ServerHost | undefined {
  const [, scheme = 'https', authority = ''] =
    /^(?:(https?|\{[^}]+\}):)?\/\/([^/?#]+)/i.exec(String(server.url ?? '')) ?? [];
  // Where the scheme is a variable, the port is that of the usual one.
  const protocol = scheme.toLowerCase() === 'http' ? 'http:' : 'https:';
  const parts = authority.split(/\{([^}]+)\}/);
  const names = alternatives(parts, server);
  const hosts = names.flatMap((name) => {
    const url = `${protocol}//${name.replaceAll(FREE, SOME_LABEL)}`;
    return URL.canParse(url) ? [toHost(new URL(url))] : [];
  });
  const known = hosts.filter((host) => !host.includes(SOME_LABEL) || hasOwnDomain(host));
  if (known.length === 0) return undefined;
  const patterns = known.map((host) => new RegExp(`^${escaped(host).replaceAll(SOME_LABEL, '[^.:]+')}$`));
  return {
    name: authority,
    matches: (host) => patterns.some((pattern) => pattern.test(host)),
    allowed: known.map((host) =>
      host.replace(/:\d+$/, '').replace(new RegExp(`^.*${SOME_LABEL}[^.]*\\.`), '*.'),
    ),
  };
}

/** Stands for a variable that can be anything. */
const FREE = '*';
const SOME_LABEL = 'confab-some-label';

/** The authority with its variables filled in: once for each value that a variable may have. */
function alternatives(parts: readonly string[], server: JsonObject): string[] {
  return parts.reduce<string[]>(
    (begun, part, index) => {
      const values = index % 2 === 0 ? [part] : valuesOf(part, server);
      return begun.flatMap((text) => values.map((value) => text + value)).slice(0, MOST_NAMES);
    },
    [''],
  );
}

const MOST_NAMES = 100;

function valuesOf(variable: string, server: JsonObject): string[] {
  const values = valueAt(server, `${toPointer(['variables', variable])}/enum`);
  return Array.isArray(values) && values.length > 0 ? values.map(String) : [FREE];
}

/** Behind the last variable there is a domain that somebody owns, of two labels at least. */
function hasOwnDomain(host: string): boolean {
  const [, domain = ''] = new RegExp(`^.*${SOME_LABEL}[^.]*\\.(.+)$`).exec(host) ?? [];
  return domain.includes('.');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
