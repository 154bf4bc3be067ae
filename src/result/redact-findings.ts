import { encodingsOf, patternOf } from '../http/encoded-secret.ts';
import type { Exchange } from '../http/exchange.ts';
import { mapExchange } from '../redact/map-exchange.ts';
import { mapText } from '../redact/map-texts.ts';
import { toRules } from '../redact/rules.ts';
import { createSecrets } from '../redact/secrets.ts';
import { shownForm } from '../redact/shown-form.ts';
import type { TextLocation } from '../redact/text-location.ts';
import type { TextMap } from '../redact/text-map.ts';
import type { Spec } from '../spec/spec.ts';
import type { Finding } from './finding.ts';
import { createIsPublic } from './public-texts.ts';
import { createRedact, redactExchange } from './redact.ts';

/** Takes out of everything that leaves a run what nobody may read who sees a report. */
export interface FindingRedactor {
  /** Findings as they leave a run; `curlOf` makes the command that repeats an exchange's request. */
  findings(findings: readonly Finding[], curlOf: (finding: Finding, exchange: Exchange) => string): Finding[];
  /** Any other text. What the findings given before have shown to be a secret is known. */
  text(text: string): string;
}

/** What was replaced in one exchange, by its text. */
type Replaced = ReadonlyMap<string, string>;

const ANYWHERE: TextLocation = { of: 'response', in: 'body', name: '', path: [] };
/** Keys of an object, as they stand in a pointer. */
const KEY: TextLocation = { ...ANYWHERE, path: ['key'], isBare: true };

/** `variables` has the name of the environment variable that each credential of the run comes from. */
export function createFindingRedactor(spec: Spec, variables: ReadonlyMap<string, string>): FindingRedactor {
  const byVariables = createRedact(variables);
  const rules = toRules(spec);
  const isPublic = createIsPublic(spec, variables);
  const secrets = createSecrets({
    ...rules,
    takesPhones: true,
    takesWords: true,
    credentials: {},
    replacementOf: (rule, secret) => (isPublic.has(secret) ? secret : shownForm(rule, secret)),
  });
  const clean = new Map<Exchange, { readonly exchange: Exchange; readonly replaced: Replaced }>();

  function cleaned(exchange: Exchange) {
    const known = clean.get(exchange);
    if (known) return known;
    const replaced = new Map<string, string>();
    const map = secrets.replacing((_, found, by) => replaced.set(found, by));
    const made = { exchange: mapExchange(exchange, map), replaced };
    clean.set(exchange, made);
    return made;
  }

  const map: TextMap = secrets.replacing(() => {});
  const text = (raw: string, replaced: Replaced = new Map()) =>
    byVariables(withoutCut(withoutValues(mapText(raw, ANYWHERE, map), replaced), replaced));

  const shown = new Map<Exchange, Exchange>();
  function shownExchange(exchange: Exchange): Exchange {
    const known = shown.get(exchange) ?? redactExchange(cleaned(exchange).exchange, byVariables);
    shown.set(exchange, known);
    return known;
  }

  return {
    findings(findings, curlOf) {
      const exchanges = new Set(findings.flatMap(({ exchange, further = [] }) => [exchange, ...further]));
      for (const exchange of exchanges) isPublic.learn(exchange, rules.locations);
      for (const exchange of exchanges) mapExchange(exchange, secrets.study);
      return findings.map((finding) => {
        const { exchange, replaced } = cleaned(finding.exchange);
        return {
          ...finding,
          title: text(finding.title, replaced),
          expected: text(finding.expected, replaced),
          actual: text(finding.actual, replaced),
          pointer: map.text(finding.pointer, KEY),
          curl: curlOf(finding, exchange),
          exchange: shownExchange(finding.exchange),
          ...(finding.further && { further: finding.further.map(shownExchange) }),
        };
      });
    },
    text: (raw) => text(raw),
  };
}

/** Shorter ones are only replaced where they are a whole text: as words they stand everywhere. */
const SHORTEST_WORD = 4;

/** The values that were replaced in an exchange, where a text about it has them. */
function withoutValues(text: string, replaced: Replaced): string {
  let left = text;
  for (const [found, by] of replaced) {
    if (found.length < SHORTEST_WORD) left = left.replaceAll(`"${found}"`, () => `"${by}"`);
    else
      for (const encoded of encodingsOf(found))
        if (left.includes(encoded.text)) left = left.replaceAll(patternOf(encoded), () => by);
  }
  return left;
}

/** What is cut off ends so; what stands before it may be the beginning of a secret. */
const CUT = ' …';
const FEWEST_CHARACTERS = 4;
/** The beginning of a token or key of a well-known form. */
const BEGINNING =
  /(?:\beyJ[\w-]{4,8192}(?:\.[\w-]{0,8192}){0,2}|\b(?:sk|rk|ak|ghp|gho|ghs|github_pat|xox[abp])[-_][\w-]{4,512}|(?<=\b(?:[Bb]earer|[Bb]asic)\s{1,4})\S{4,4096})(?= …)/g;

function withoutCut(text: string, replaced: Replaced): string {
  if (!text.includes(CUT)) return text;
  const [first = '', ...others] = text.split(CUT);
  const ends = [first, ...others].map((part, index) =>
    index === others.length ? part : withoutBeginning(part, replaced),
  );
  return ends.join(CUT).replaceAll(BEGINNING, '[redacted: the beginning of a secret]');
}

function withoutBeginning(text: string, replaced: Replaced): string {
  for (const [found, by] of replaced)
    for (let length = Math.min(found.length - 1, text.length); length >= FEWEST_CHARACTERS; length -= 1)
      if (text.endsWith(found.slice(0, length))) return text.slice(0, -length) + by;
  return text;
}
