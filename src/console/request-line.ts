import type { ServedExchange } from '../control/served-exchange.ts';
import { isSecretName } from '../redact/names.ts';
import type { Spec } from '../spec/spec.ts';
import { decodeUri } from '../text/decode-uri.ts';
import { plural, withCommas } from '../text/plural.ts';
import { shortened } from '../text/shortened.ts';
import { visible } from '../text/visible.ts';

const LONGEST_TARGET = 300;
const LONGEST_REASON = 300;

/** What one request was, on a line, and a line for each hint. */
export function toRequestLines(exchange: ServedExchange, color: boolean): string {
  const { at, ms, method, response, hints } = exchange;
  const paint = color ? painted : plain;
  const parts = [
    paint('quiet', new Date(at).toISOString().slice(11, 23)),
    paint(toneOf(response.status), String(response.status)),
    `${method} ${shownTarget(exchange)}`,
    ...[understood(exchange)].filter((text) => text !== '').map((text) => paint('quiet', text)),
    ...[explained(exchange)].filter((text) => text !== ''),
    paint('quiet', duration(ms)),
  ];
  return [parts.join('  '), ...hints.map((hint) => `  ${paint('hint', 'hint:')} ${visible(hint)}`)].join(
    '\n',
  );
}

/** The same for programs, as JSON on one line. */
export function toRequestJson(exchange: ServedExchange): string {
  const { at, ms, scope, method, response, why, hints, spec, operation } = exchange;
  const { cause, parameter, reason, fault, rows } = why;
  return JSON.stringify({
    event: 'request',
    at: new Date(at).toISOString(),
    ms: Math.round(ms * 1000) / 1000,
    scope,
    method,
    target: maskedTarget(exchange),
    operation: operation && `${spec?.name}.${operation.id}`,
    status: response.status,
    cause,
    parameter: parameter === '' ? undefined : parameter,
    reason: reason === '' ? undefined : reason,
    fault,
    rows: rows && {
      collection: rows.collection,
      total: rows.total,
      shown: rows.shown,
      page: rows.page?.number,
    },
    hints: hints.length === 0 ? undefined : hints,
  });
}

/** Which operation the server took it for, and in which scope. */
function understood({ spec, operation, scope }: ServedExchange): string {
  const inScope = scope === 'default' ? '' : ` in ${scope}`;
  return operation ? `${spec?.name}.${operation.id}${inScope}` : inScope.trimStart();
}

/** Why the answer is as it is. */
function explained({ why: { cause, parameter, reason, fault, rows } }: ServedExchange): string {
  const injected = fault === undefined ? [] : [`fault ${fault}`];
  const refused =
    cause === undefined
      ? []
      : [`${cause}: ${[parameter, reason].filter(Boolean).join(' ')}`.replace(/: $/, '')];
  const found = rows && !cause ? [`${withCommas(rows.shown)} of ${plural(rows.total, 'row')}`] : [];
  return [...injected, ...refused, ...found]
    .map((text) => shortened(visible(text), LONGEST_REASON))
    .join(', ');
}

function shownTarget(exchange: ServedExchange): string {
  return shortened(visible(maskedTarget(exchange)), LONGEST_TARGET);
}

/** Without the keys that stand in the query. */
function maskedTarget({ target, spec }: Pick<ServedExchange, 'target' | 'spec'>): string {
  const mark = target.indexOf('?');
  if (mark < 0) return target;
  const pairs = target.slice(mark + 1).split('&');
  const masked = pairs.map((pair) => {
    const at = pair.indexOf('=');
    const name = at < 0 ? '' : decodeUri(pair.slice(0, at));
    return isSecret(name, spec) ? `${pair.slice(0, at)}=***` : pair;
  });
  return `${target.slice(0, mark)}?${masked.join('&')}`;
}

function isSecret(name: string, spec: Spec | undefined): boolean {
  if (name === '') return false;
  const schemes = Object.values(spec?.securitySchemes ?? {});
  return isSecretName(name) || schemes.some((scheme) => scheme.type === 'apiKey' && scheme.name === name);
}

function duration(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

const TONES = { quiet: 90, good: 32, warn: 33, bad: 31, hint: 36 } as const;
type Tone = keyof typeof TONES;

function toneOf(status: number): Tone {
  return status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good';
}

function painted(tone: Tone, text: string): string {
  return `\u001b[${TONES[tone]}m${text}\u001b[39m`;
}

function plain(_: Tone, text: string): string {
  return text;
}
