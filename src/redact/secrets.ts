import { secretsOfKey } from './credentials.ts';
import { SHORTEST } from './finder.ts';
import { createKnownSecrets } from './known-secrets.ts';
import { isPhoneName } from './names.ts';
import type { LocationRule, toRules } from './rules.ts';
import { isStandIn, numberStandIn } from './stand-in.ts';
import { lastNameOf, type TextLocation } from './text-location.ts';
import type { TextMap } from './text-map.ts';

/** A rule as far as a stand-in depends on it. */
export type SecretRule = Pick<LocationRule, 'name' | 'origin'>;

/** Finds secrets and replaces them: first where the rules say that one stands, then everywhere else that it stands. */
export interface Secrets {
  /** Learns every secret before anything is replaced, so that it is taken out everywhere. */
  readonly study: TextMap;
  /** Replaces; told of each value that is replaced. */
  replacing(hit: Hit): TextMap;
  /** The security schemes whose credentials, seen so far, occur in a text in any encoding. */
  leaks(text: string): readonly string[];
}

/** A rule, what it found, and what stands in its place. */
export type Hit = (rule: string, found: string, by: string) => void;

interface SecretsOptions extends ReturnType<typeof toRules> {
  /** Whether numbers that are called a phone are replaced. */
  readonly takesPhones: boolean;
  /** Credentials that are known before any exchange, by the name of their scheme. */
  readonly credentials: Readonly<Record<string, string>>;
  /** What stands in the place of a secret; the secret itself: it stays. */
  readonly replacementOf: (rule: SecretRule, secret: string) => string;
  /** Whether short secrets are replaced wherever they are a whole text. A recording keeps such a text: it may be a name. */
  readonly takesWords?: boolean;
  /** Told when a secret was not known before. */
  readonly learned?: () => void;
}

/** Shorter ones are too many other things. */
const SHORTEST_WORD = 4;
/** More short values than this are not remembered. */
const MOST_WHOLES = 20_000;

export function createSecrets(options: SecretsOptions): Secrets {
  const { locations, patterns, replacementOf } = options;
  const known = createKnownSecrets();
  /** Short values: they are replaced where they are a whole text. */
  const wholes = new Map<string, { readonly rule: SecretRule; readonly by: string }>();

  for (const [name, key] of Object.entries(options.credentials)) {
    const rule = locations.find((one) => one.origin === 'credential' && one.name === name);
    if (!rule) continue;
    for (const secret of secretsOfKey(key))
      if (secret.length >= SHORTEST) known.pin(rule, secret, replacementOf(rule, secret));
  }

  function learn(rule: SecretRule, secret: string) {
    const telling = isTelling(rule, secret);
    const isWord = !telling && options.takesWords === true && secret.length >= SHORTEST_WORD;
    if (isStandIn(secret) || !(telling || isWord)) return;
    const by = replacementOf(rule, secret);
    if (by === secret) return;
    const isNew =
      telling && secret.length >= SHORTEST ? known.learn(rule, secret, by) : learnWhole(rule, secret, by);
    if (isNew) options.learned?.();
  }

  function learnWhole(rule: SecretRule, secret: string, by: string): boolean {
    if (wholes.size >= MOST_WHOLES || wholes.get(secret)?.by === by) return false;
    wholes.set(secret, { rule, by });
    return true;
  }

  const rulesOf = byPlace(locations);
  const learned = patterns.filter(({ isLearned }) => isLearned);

  /** Rows repeat their keys. */
  const studiedKeys = new Set<string>();
  const study: TextMap = {
    place(value, location) {
      for (const rule of rulesOf[location.in]) {
        if (typeof value === 'number' && rule.origin !== 'user') continue;
        if (!rule.isAt(location)) continue;
        const learnThis = (secret: string) => {
          learn(rule, secret);
          return secret;
        };
        rule.rewrite(String(value), learnThis, location);
        for (const secret of rule.alsoSecret?.(String(value)) ?? []) learn(rule, secret);
      }
      return value;
    },
    text(value, location) {
      if (location.isBare) {
        if (studiedKeys.has(value)) return value;
        if (studiedKeys.size < MOST_WHOLES) studiedKeys.add(value);
      }
      for (const { name, rewrite } of learned)
        rewrite(value, (secret) => {
          learn({ name, origin: 'default' }, secret);
          return secret;
        });
      return value;
    },
  };

  function replacing(hit: Hit): TextMap {
    /** Rows repeat their keys, and hardly one is a secret. */
    const plainKeys = new Set<string>();
    const take = (rule: SecretRule) => (secret: string) => {
      const by = secret === '' || isStandIn(secret) ? secret : replacementOf(rule, secret);
      if (by !== secret) hit(rule.name, secret, by);
      return by;
    };
    function placeText(text: string, location: TextLocation): string {
      let changed = text;
      for (const rule of rulesOf[location.in])
        if (rule.isAt(location)) changed = rule.rewrite(changed, take(rule), location);
      const whole = changed === text ? wholes.get(text) : undefined;
      if (!whole || whole.by === text) return changed;
      hit(whole.rule.name, text, whole.by);
      return whole.by;
    }
    return {
      place(value, location) {
        if (typeof value === 'string') return placeText(value, location) as typeof value;
        const name = numberRule(value, location);
        if (name === undefined) return value;
        const mapped = numberStandIn(value);
        if (mapped !== value) hit(name, String(value), String(mapped));
        return mapped as typeof value;
      },
      text(text, location) {
        if (location.isBare && plainKeys.has(text)) return text;
        let changed = known.replace(text, ({ name }, found, by) => hit(name, found, by));
        // In bytes that are no text anything may look like an address.
        for (const { name, rewrite } of location.isBytes ? learned : patterns)
          changed = rewrite(changed, take({ name, origin: 'default' }));
        if (location.isBare && changed === text && plainKeys.size < MOST_WHOLES) plainKeys.add(text);
        return changed;
      },
    };
  }

  function numberRule(value: number, location: TextLocation): string | undefined {
    const rule = rulesOf[location.in].find((one) => one.origin === 'user' && one.isAt(location));
    if (rule) return rule.name;
    const whole = wholes.size > 0 ? wholes.get(String(value)) : undefined;
    if (whole) return whole.rule.name;
    if (value < 1_000_000 || !options.takesPhones || location.in !== 'body') return undefined;
    return isPhoneName(lastNameOf(location)) ? 'phone' : undefined;
  }

  return { study, replacing, leaks: known.leaks };
}

type ByPlace = Readonly<Record<TextLocation['in'], readonly LocationRule[]>>;

function byPlace(rules: readonly LocationRule[]): ByPlace {
  const of = (place: TextLocation['in']) => rules.filter((rule) => rule.in.includes(place));
  return { path: of('path'), query: of('query'), header: of('header'), body: of('body') };
}

/** Whether a value is searched for everywhere: a plain word would occur in many texts by chance. */
function isTelling({ origin }: SecretRule, secret: string): boolean {
  if (secret.length >= 20 || (origin === 'credential' && secret.length >= SHORTEST)) return true;
  if (origin === 'user') return secret.length >= 4;
  return secret.length >= SHORTEST && /[^A-Za-z]/.test(secret);
}
