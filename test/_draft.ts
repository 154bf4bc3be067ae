import { toExampleRequest } from '../src/spec/example-request.ts';
import type { Expression } from '../src/spec/expressions.ts';
import type { Json, JsonObject } from '../src/spec/json.ts';
import type { Operation, Spec } from '../src/spec/spec.ts';
import { signAcs3 } from './_sign-acs3.ts';

/** A request under construction: what the operation's own examples give, to be changed place by place. */
export interface Draft {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: JsonObject | undefined;
  /** Sent as it is instead of the body. */
  raw?: string;
  /** Headers that are changed once the request is signed; undefined takes one away. */
  after?: Record<string, string | undefined>;
}

export function draftOf(spec: Spec, operation: Operation): Draft {
  const { method, target, headers, body } = toExampleRequest(spec, operation);
  const [path = '', query = ''] = target.split('?');
  return {
    method,
    path: `/${spec.name}${path}`,
    query: new URLSearchParams(query),
    headers: { ...headers, ...credentialsOf(spec, operation) },
    body: body === undefined ? undefined : JSON.parse(body),
  };
}

/** Puts a value where an expression says; undefined takes it away. */
export function put(draft: Draft, { in: place, name, path }: Expression, value: Json | undefined): void {
  if (place === 'body') {
    const key = path.at(-1) as string;
    if (value === undefined) delete draft.body?.[key];
    else if (draft.body) draft.body[key] = value;
  } else if (place === 'query') {
    if (value === undefined) draft.query.delete(name);
    else draft.query.set(name, String(value));
  } else if (place === 'header') {
    if (value === undefined) delete draft.headers[name];
    else draft.headers[name] = String(value);
  } else {
    draft.path = draft.path.replace(/[^/]+$/, encodeURIComponent(String(value)));
  }
}

let nonce = 0;

/** Signs where the spec wants a signature, and makes the Request. */
export async function toRequest(
  spec: Spec,
  operation: Operation,
  draft: Draft,
  origin = 'http://confab.test',
): Promise<Request> {
  const search = draft.query.size > 0 ? `?${draft.query}` : '';
  const url = new URL(origin + draft.path + search);
  const body = draft.raw ?? (draft.body === undefined ? undefined : JSON.stringify(draft.body));
  const pair = signingPair(spec, operation);
  let headers = draft.headers;
  if (pair) {
    nonce += 1;
    headers = await signAcs3(
      {
        method: draft.method,
        path: url.pathname,
        query: url.search.slice(1),
        headers: { ...headers, host: url.host },
        body: body ?? '',
      },
      {
        id: pair[0] as string,
        secret: pair[1] as string,
        now: Date.now(),
        nonce: `nonce-${process.pid}-${nonce}`,
      },
    );
  }
  headers = Object.fromEntries(
    Object.entries({ ...headers, ...draft.after }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    ),
  );
  return new Request(url, {
    method: draft.method,
    headers,
    ...(body !== undefined && draft.method !== 'GET' && { body }),
  });
}

function schemesOf(spec: Spec, operation: Operation) {
  return Object.keys(operation.security[0] ?? {}).map((name) => spec.securitySchemes[name]);
}

function signingPair(spec: Spec, operation: Operation): string[] | undefined {
  const scheme = schemesOf(spec, operation).find((one) => one?.type === 'http' && /^acs3/i.test(one.scheme));
  return scheme?.['x-confab']?.credential?.test?.split(':');
}

function credentialsOf(spec: Spec, operation: Operation): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const scheme of schemesOf(spec, operation)) {
    const test = scheme?.['x-confab']?.credential?.test ?? 'key';
    if (scheme?.type === 'apiKey') headers[scheme.name] = test;
    else if (scheme?.type === 'http' && scheme.scheme.toLowerCase() === 'bearer')
      headers.Authorization = `Bearer ${test}`;
  }
  return headers;
}
