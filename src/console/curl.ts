import { acs3Curl } from '../auth/acs3-curl.ts';
import { testCredential } from '../auth/test-credential.ts';
import { toExampleRequest } from '../spec/example-request.ts';
import { type FormPart, parseMultipart } from '../spec/multipart.ts';
import type { SecurityScheme } from '../spec/security.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { percentEncoded } from '../text/percent-encoded.ts';
import { shellQuote } from '../text/shell-quote.ts';

/** A command that calls an operation of the mock, with the credential that its spec names. */
export function toCurl(spec: Spec, operation: Operation, url: string): string {
  const { method, target, headers, body } = toExampleRequest(spec, operation);
  const schemes = schemesOf(spec, operation);
  const signed = schemes.find(isSigned);
  if (signed) {
    const [id = '', secret = ''] = testCredential(signed).split(':');
    return acs3Curl({ url, target, headers, id, secret });
  }
  const sent = schemes.map(toCredential);
  const address = `${url}/${spec.name}${withQuery(target, sent)}`;
  const form = body === undefined ? undefined : parseMultipart(body, headers['Content-Type'] ?? '');
  const { 'Content-Type': type, ...others } = headers;
  const lines = {
    ...Object.assign({}, ...sent.map(({ header }) => header)),
    // Of a form curl says the type itself, as it makes up what stands between the parts.
    ...(form || type === undefined ? others : headers),
    ...withCookies(headers, sent),
  };
  const options = [
    ...Object.entries(lines).map(([name, value]) => `-H ${shellQuote(headerLine(name, String(value)))}`),
    ...(form?.map(partOption) ?? (body === undefined ? [] : [dataOption(body)])),
  ];
  return [`curl ${methodOption(method, body)}${globOption(address)}${shellQuote(address)}`, ...options].join(
    ' \\\n  ',
  );
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

/** Where the test credential of a scheme stands in a request. */
interface SentCredential {
  readonly header?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly cookie?: string;
}

function toCredential(scheme: SecurityScheme): SentCredential {
  const test = testCredential(scheme);
  if (scheme.type === 'apiKey') {
    if (scheme.in === 'header') return { header: { [scheme.name]: test } };
    if (scheme.in === 'cookie') return { cookie: `${scheme.name}=${test}` };
    return { query: `${percentEncoded(scheme.name)}=${percentEncoded(test)}` };
  }
  // It is about the connection.
  if (scheme.type === 'mutualTLS') return {};
  if (scheme.type === 'http' && scheme.scheme.toLowerCase() === 'basic')
    return { header: { Authorization: `Basic ${btoa(test)}` } };
  return { header: { Authorization: `Bearer ${test}` } };
}

function withQuery(target: string, sent: readonly SentCredential[]): string {
  const pairs = sent.flatMap(({ query }) => query ?? []);
  if (pairs.length === 0) return target;
  return `${target}${target.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

/** The cookies of the request and of the credentials, in one header. */
function withCookies(
  { Cookie: own }: Readonly<Record<string, string>>,
  sent: readonly SentCredential[],
): Record<string, string> {
  const pairs = [own, ...sent.map(({ cookie }) => cookie)].filter((pair) => pair !== undefined);
  return pairs.length === 0 ? {} : { Cookie: pairs.join('; ') };
}

/** With -d alone, a text that begins so would name a file. */
function dataOption(body: string): string {
  return `${body.startsWith('@') ? '--data-raw' : '-d'} ${shellQuote(body)}`;
}

/** A part of a form; in the place of a file an empty one, which every POSIX system has. */
function partOption({ name, text, isFile, type }: FormPart): string {
  const ending = type === undefined ? '' : `;type=${type}`;
  if (isFile) return `-F ${shellQuote(`${name}=@/dev/null;filename=${name}${ending}`)}`;
  if (type === undefined) return `--form-string ${shellQuote(`${name}=${text}`)}`;
  return `-F ${shellQuote(`${name}="${text.replaceAll(/["\\]/g, '\\$&')}"${ending}`)}`;
}

/** A header without a value is written with a semicolon: with a colon alone, curl would leave it out. */
function headerLine(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}

function methodOption(method: string, body: string | undefined): string {
  if (method === 'GET' && body === undefined) return '';
  return method === 'HEAD' ? '-I ' : `-X ${method} `;
}

/** curl reads brackets and braces in an address as ranges. */
function globOption(address: string): string {
  return /[[\]{}]/.test(address) ? '--globoff ' : '';
}
