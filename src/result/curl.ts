import { acs3Curl } from '../auth/acs3-curl.ts';
import type { EncodedSecret } from '../http/encoded-secret.ts';
import { bodyText, type Exchange, headerOf } from '../http/exchange.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { shellQuote } from '../text/shell-quote.ts';
import type { Finding } from './finding.ts';
import { createRedact } from './redact.ts';

/** A command that repeats an exchange's request. */
type CurlOf = (exchange: Exchange) => string;

/** Makes the commands of a document's findings, each of an exchange that may differ from its own. */
export function createCurls(
  spec: Spec,
  variables: ReadonlyMap<string, string>,
): (finding: Pick<Finding, 'operation'>, exchange: Exchange) => string {
  const curls = new Map<string, CurlOf>();
  return ({ operation: id }, exchange) => {
    const operation = spec.operations.find((one) => one.id === id) as Operation;
    const curlOf = curls.get(id) ?? createCurl(spec, operation, variables);
    curls.set(id, curlOf);
    return curlOf(exchange);
  };
}

/** Makes the commands of one operation; credentials are written as $VARIABLES. */
export function createCurl(spec: Spec, operation: Operation, variables: ReadonlyMap<string, string>): CurlOf {
  const hide = createHide(variables);
  const signer = signerOf(spec, operation, variables);
  return (exchange) => {
    const { method, body, flaw } = exchange.request;
    // A signature is valid only once and for a short time, so the shell makes a new one.
    const isSignable = method === 'GET' && body === undefined && flaw === undefined;
    return signer && isSignable ? hide(toSigned(exchange, signer)) : hide(toPlain(exchange));
  };
}

const EXPRESSIONS: Readonly<Record<EncodedSecret['encoding'], (variable: string) => string>> = {
  raw: (variable) => `$${variable}`,
  json: (variable) => `$(printf %s "$${variable}" | jq -Rsr '@json | .[1:-1]')`,
  url: (variable) => `$(printf %s "$${variable}" | jq -Rsr @uri)`,
  base64: (variable) => `$(printf %s "$${variable}" | base64 | tr -d '\\n')`,
};

/** For text in single quotes: they are closed, the variable follows in double quotes, and they are opened again. */
function createHide(variables: ReadonlyMap<string, string>): ReturnType<typeof createRedact> {
  return createRedact(variables, (variable, { encoding }) => `'"${EXPRESSIONS[encoding](variable)}"'`);
}

function toPlain({ request }: Exchange): string {
  const { method, url, headers, body } = request;
  return [
    // Without --globoff curl would read brackets and braces of the URL as ranges.
    `curl ${/[[\]{}]/.test(url) ? '--globoff ' : ''}${method === 'GET' ? '' : `-X ${method} `}${shellQuote(url)}`,
    ...headers.map(([name, value]) => `-H ${shellQuote(value === '' ? `${name};` : `${name}: ${value}`)}`),
    // --data-binary, because -d removes line breaks.
    ...(body === undefined ? [] : [`--data-binary ${shellQuote(bodyText(body))}`]),
  ].join(' \\\n  ');
}

interface AccessKey {
  readonly id: string;
  readonly secret: string;
}

/** The access key that requests are signed with; undefined when they are not. */
function signerOf(
  { securitySchemes }: Spec,
  { security: [first = {}] }: Operation,
  variables: ReadonlyMap<string, string>,
): AccessKey | undefined {
  const names = Object.keys(first);
  const scheme = securitySchemes[names[0] ?? ''];
  if (names.length !== 1 || scheme?.type !== 'http' || !/^acs3/i.test(scheme.scheme)) return undefined;
  const find = (ending: string) => [...variables].find(([, name]) => name.endsWith(ending))?.[0];
  const [id, secret] = [find('_ACCESS_KEY_ID'), find('_ACCESS_KEY_SECRET')];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

const SIGNED = /^(authorization|host|x-acs-(date|signature-nonce|content-sha256))$/i;

function toSigned({ request }: Exchange, { id, secret }: AccessKey): string {
  const { origin } = new URL(request.url);
  const headers = Object.fromEntries(request.headers.filter(([name]) => !SIGNED.test(name)));
  const host = headerOf(request.headers, 'host');
  const target = request.url.slice(origin.length);
  return acs3Curl({ url: origin, target, headers: { ...headers, ...(host && { host }) }, id, secret });
}
