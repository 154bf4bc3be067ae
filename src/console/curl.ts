import { acs3Curl } from '../auth/acs3-curl.ts';
import { testCredential } from '../auth/test-credential.ts';
import { toExampleRequest } from '../spec/example-request.ts';
import type { SecurityScheme } from '../spec/security.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { shellQuote } from '../text/shell-quote.ts';

/** A command that calls an operation of the mock, with the credential that its spec names. */
export function toCurl(spec: Spec, operation: Operation, url: string): string {
  const request = toExampleRequest(spec, operation);
  const schemes = schemesOf(spec, operation);
  const signed = schemes.find(isSigned);
  if (signed) {
    const [id = '', secret = ''] = testCredential(signed).split(':');
    return acs3Curl({ url, target: request.target, headers: request.headers, id, secret });
  }
  const separator = request.target.includes('?') ? '&' : '?';
  const query = schemes.flatMap((scheme) =>
    scheme.type === 'apiKey' && scheme.in === 'query'
      ? [`${scheme.name}=${encodeURIComponent(testCredential(scheme))}`]
      : [],
  );
  const address = `${url}/${spec.name}${request.target}${query.length > 0 ? separator + query.join('&') : ''}`;
  const parts = [`curl ${request.method === 'GET' ? '' : `-X ${request.method} `}${shellQuote(address)}`];
  const headers = { ...Object.assign({}, ...schemes.map(credentialHeaders)), ...request.headers };
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${shellQuote(`${name}: ${value}`)}`);
  if (request.body !== undefined) parts.push(`-d ${shellQuote(request.body)}`);
  return parts.join(' \\\n  ');
}

/** The credential that the spec itself names for an operation; of several schemes together, joined by a colon. */
export function shownCredential(spec: Spec, operation: Operation): string {
  return schemesOf(spec, operation).map(testCredential).join(':');
}

/** Whether each request is signed: then its command is a script. */
export function needsSignature(spec: Spec, operation: Operation): boolean {
  return schemesOf(spec, operation).some(isSigned);
}

function isSigned(scheme: SecurityScheme): boolean {
  return scheme.type === 'http' && /^acs3/i.test(scheme.scheme);
}

function schemesOf(spec: Spec, operation: Operation): SecurityScheme[] {
  return Object.keys(operation.security[0] ?? {}).flatMap((name) => spec.securitySchemes[name] ?? []);
}

function credentialHeaders(scheme: SecurityScheme): Record<string, string> {
  const test = testCredential(scheme);
  if (scheme.type === 'apiKey') return scheme.in === 'header' ? { [scheme.name]: test } : {};
  if (scheme.type === 'http' && scheme.scheme.toLowerCase() === 'basic')
    return { Authorization: `Basic ${btoa(test)}` };
  return { Authorization: `Bearer ${test}` };
}
