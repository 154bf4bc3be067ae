import { secretsOfKey } from './credentials.ts';
import { SHORTEST } from './finder.ts';
import { createKnownSecrets } from './known-secrets.ts';
import type { MapText } from './map-texts.ts';
import { isPhoneName } from './names.ts';
import type { LocationRule, toRules } from './rules.ts';
import { isStandIn, numberStandIn } from './stand-in.ts';
import { lastNameOf, type TextLocation } from './text-location.ts';

/** A rule as far as a stand-in depends on it. */
export type SecretRule = Pick<LocationRule, 'name' | 'origin'>;

/** Finds secrets and replaces them: first where the rules say that one stands, then everywhere else that it stands. */
export interface Secrets {
  /** Learns every secret before anything is replaced, so that it is taken out everywhere. */
  readonly study: MapText;
  /** Replaces; told of each value that is replaced. */
  replacing(hit: Hit): MapText;
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

  /** Rows repeat their keys. */
  const studiedKeys = new Set<string | number>();
  const study: MapText = (value, location) => {
    if (location.isBare) {
      if (studiedKeys.has(value)) return value;
      if (studiedKeys.size < MOST_WHOLES) studiedKeys.add(value);
    }
    for (const rule of location.isBare ? [] : locations) {
      if (!rule.isAt(location) || (typeof value === 'number' && rule.origin !== 'user')) continue;
      rule.rewrite(
        String(value),
        (secret) => {
          learn(rule, secret);
          return secret;
        },
        location,
      );
      for (const secret of rule.alsoSecret?.(String(value)) ?? []) learn(rule, secret);
    }
    if (typeof value === 'number') return value;
    for (const { name, rewrite, isLearned } of patterns)
      if (isLearned)
        rewrite(value, (secret) => {
          learn({ name, origin: 'default' }, secret);
          return secret;
        });
    return value;
  };

  function replacing(hit: Hit): MapText {
    /** Rows repeat their keys, and hardly one is a secret. */
    const plainKeys = new Set<string>();
    const replaceText = (text: string, location: TextLocation): string => {
      const take = (rule: SecretRule) => (secret: string) => {
        const by = secret === '' || isStandIn(secret) ? secret : replacementOf(rule, secret);
        if (by !== secret) hit(rule.name, secret, by);
        return by;
      };
      if (location.isBare && plainKeys.has(text)) return text;
      let changed = text;
      for (const rule of locations)
        if (!location.isBare && rule.isAt(location)) changed = rule.rewrite(changed, take(rule), location);
      const whole = changed === text && !location.isBare ? wholes.get(text) : undefined;
      if (whole && whole.by !== text) {
        hit(whole.rule.name, text, whole.by);
        return whole.by;
      }
      changed = known.replace(changed, ({ name }, found, by) => hit(name, found, by));
      // A key may be an address, and bytes may look like anything.
      if (location.isBare && location.path.length === 0) return changed;
      for (const { name, rewrite } of patterns) changed = rewrite(changed, take({ name, origin: 'default' }));
      if (location.isBare && changed === text && plainKeys.size < MOST_WHOLES) plainKeys.add(text);
      return changed;
    };
    return (value, location) => {
      if (typeof value === 'string') return replaceText(value, location) as typeof value;
      const name = numberRule(value, location);
      if (name === undefined) return value;
      const mapped = numberStandIn(value);
      if (mapped !== value) hit(name, String(value), String(mapped));
      return mapped as typeof value;
    };
  }

  function numberRule(value: number, location: TextLocation): string | undefined {
    const rule =
      locations.find((one) => one.origin === 'user' && one.isAt(location)) ?? wholes.get(String(value))?.rule;
    if (rule) return rule.name;
    const isPhone =
      options.takesPhones &&
      location.in === 'body' &&
      isPhoneName(lastNameOf(location)) &&
      value >= 1_000_000;
    return isPhone ? 'phone' : undefined;
  }

  return { study, replacing, leaks: known.leaks };
}

/** Whether a value is searched for everywhere: a plain word would occur in many texts by chance. */
function isTelling({ origin }: SecretRule, secret: string): boolean {
  if (secret.length >= 20 || (origin === 'credential' && secret.length >= SHORTEST)) return true;
  if (origin === 'user') return secret.length >= 4;
  return secret.length >= SHORTEST && /[^A-Za-z]/.test(secret);
}
