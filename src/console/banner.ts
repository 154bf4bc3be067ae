import { acs3Curl } from '../auth/acs3-curl.ts';
import { toExampleRequest } from '../spec/example-request.ts';
import type { SecurityScheme } from '../spec/security.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { shellQuote } from '../text/shell-quote.ts';
import type { Mock } from './create-mock.ts';

/** What a listening mock prints: each vendor's address, a credential that it accepts, and how to call it. */
export function toBanner(mock: Mock, url: string, asJson: boolean): string {
  const vendors = mock.specs.map((spec) => ({
    name: spec.name,
    url: `${url}/${spec.name}`,
    credential: testCredential(spec),
    operations: shownOperations(spec).map((operation) => ({
      id: operation.id,
      curl: toCurl(spec, operation, url),
    })),
  }));
  if (asJson) return JSON.stringify({ event: 'listening', url, vendors });
  const blocks = vendors.map(({ name, url: base, credential, operations }) => {
    const key = credential === '' ? 'no credential needed' : `test credential ${credential}`;
    const curls = operations.map(({ id, curl }) => `  # ${id}\n${curl.replaceAll(/^/gm, '  ')}`);
    return [`${name}  ${base}  (${key})`, ...curls].join('\n');
  });
  return [
    `confab: ${vendors.length} vendor${vendors.length === 1 ? '' : 's'} on ${url}`,
    "Replace a vendor's origin by its address below and keep the path; an SDK that takes only a host gets the bare one.",
    '',
    ...blocks.map((block) => `${block}\n`),
    'Stop with Ctrl-C.',
  ].join('\n');
}

/** The operations that list rows; of a spec without any, all of them. */
function shownOperations(spec: Spec): readonly Operation[] {
  const listing = spec.operations.filter(({ list }) => list !== undefined);
  return listing.length > 0 ? listing : spec.operations;
}

function schemesOf(spec: Spec, operation: Operation): { name: string; scheme: SecurityScheme }[] {
  return Object.keys(operation.security[0] ?? {}).flatMap((name) => {
    const scheme = spec.securitySchemes[name];
    return scheme ? [{ name, scheme }] : [];
  });
}

/** The credential that the spec itself names; of several schemes together, joined by a colon. */
function testCredential(spec: Spec): string {
  const [operation] = shownOperations(spec);
  const schemes = operation ? schemesOf(spec, operation) : [];
  return schemes.map(({ scheme }) => testOf(scheme)).join(':');
}

function testOf(scheme: SecurityScheme): string {
  return scheme['x-confab']?.credential?.test ?? 'any-key';
}

function toCurl(spec: Spec, operation: Operation, url: string): string {
  const request = toExampleRequest(spec, operation);
  const schemes = schemesOf(spec, operation).map(({ scheme }) => scheme);
  const signed = schemes.find((scheme) => scheme.type === 'http' && /^acs3/i.test(scheme.scheme));
  if (signed) {
    const [id = '', secret = ''] = testOf(signed).split(':');
    return acs3Curl({ url, target: request.target, headers: request.headers, id, secret });
  }
  const parts = [request.method === 'GET' ? 'curl' : `curl -X ${request.method}`];
  const separator = request.target.includes('?') ? '&' : '?';
  const query = schemes.flatMap((scheme) =>
    scheme.type === 'apiKey' && scheme.in === 'query'
      ? [`${scheme.name}=${encodeURIComponent(testOf(scheme))}`]
      : [],
  );
  parts.push(
    shellQuote(`${url}/${spec.name}${request.target}${query.length > 0 ? separator + query.join('&') : ''}`),
  );
  const headers = { ...Object.assign({}, ...schemes.map(credentialHeaders)), ...request.headers };
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${shellQuote(`${name}: ${value}`)}`);
  if (request.body !== undefined) parts.push(`-d ${shellQuote(request.body)}`);
  return parts.join(' \\\n  ');
}

function credentialHeaders(scheme: SecurityScheme): Record<string, string> {
  const test = testOf(scheme);
  if (scheme.type === 'apiKey') return scheme.in === 'header' ? { [scheme.name]: test } : {};
  if (scheme.type === 'http' && scheme.scheme.toLowerCase() === 'basic')
    return { Authorization: `Basic ${btoa(test)}` };
  return { Authorization: `Bearer ${test}` };
}
