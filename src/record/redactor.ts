import { type LocationRule, type RuleOptions, toRules } from '../redact/rules.ts';
import { createSecrets, type Hit } from '../redact/secrets.ts';
import { credentialStandIn, numberStandIn, standIn } from '../redact/stand-in.ts';
import type { Json } from '../spec/json.ts';
import type { Spec } from '../spec/spec.ts';
import { withoutDigests } from './digests.ts';
import type { Fixture, StoredBody, StoredRequest, StoredResponse } from './fixture.ts';
import { mapRequest, mapResponse } from './map-stored.ts';
import { createMemory } from './memory.ts';

interface Redacted {
  readonly request: StoredRequest;
  readonly response: StoredResponse;
  readonly redacted: Fixture['redacted'];
  /** Rules that redacted most of the body's texts, which is probably a mistake. */
  readonly greedy: readonly string[];
}

export interface Redactor {
  /** A request as it is written and matched. */
  request(request: StoredRequest): StoredRequest;
  exchange(request: StoredRequest, response: StoredResponse): Redacted;
  /** How often each rule matched so far; the user's own are listed even when they never did. */
  counts(): readonly (Fixture['redacted'][number] & { readonly origin: LocationRule['origin'] })[];
  /** The security schemes whose credentials, seen so far, occur in a text in any encoding. */
  leaks(text: string): readonly string[];
}

interface RedactorOptions extends RuleOptions {
  readonly spec: Pick<Spec, 'securitySchemes' | 'operations'>;
  /** Credentials that are known before any request, by the name of their scheme. */
  readonly credentials?: Readonly<Record<string, string>>;
}

/** Clients repeat requests: the redacted form of so many is remembered. */
const REMEMBERED = { values: 1000, bytes: 4 * 1024 * 1024 };
/** In a body of fewer texts, one rule easily redacts most of them. */
const FEW_TEXTS = 5;

/**
 * Takes secrets out of exchanges: first where the rules say that a secret stands, then everywhere else that the same
 * secret stands. It remembers every secret that it saw.
 */
export function createRedactor(options: RedactorOptions): Redactor {
  const { locations, patterns } = toRules(options.spec, options);
  const counts = new Map<string, number>();
  const cleanRequests = createMemory<StoredRequest>(REMEMBERED);
  const secrets = createSecrets({
    locations,
    patterns,
    takesPhones: !options.keep?.includes('phone'),
    credentials: options.credentials ?? {},
    replacementOf,
    // A new secret may occur in requests that were redacted before it was known.
    learned: () => cleanRequests.clear(),
  });
  const { study, replacing } = secrets;

  return {
    request(request) {
      const asSent = JSON.stringify(request);
      const remembered = cleanRequests.get(asSent);
      if (remembered) return remembered;
      mapRequest(request, study);
      const clean = mapRequest(
        request,
        replacing(() => {}),
      );
      // The text and the value, at two bytes a character.
      cleanRequests.set(asSent, clean, asSent.length * 4);
      return clean;
    },
    exchange(request, response) {
      mapRequest(request, study);
      mapResponse(response, study);
      const inRequest = new Map<string, Tally>();
      const inResponse = new Map<string, Tally>();
      const clean = {
        request: mapRequest(request, replacing(tallyIn(inRequest))),
        response: mapResponse(response, replacing(tallyIn(inResponse))),
      };
      const redacted = sumOf([inRequest, inResponse]);
      for (const { rule, count } of redacted) counts.set(rule, (counts.get(rule) ?? 0) + count);
      return {
        ...withoutDigests({ request, response }, clean),
        redacted,
        greedy: [...inResponse].filter(([, tally]) => isGreedy(tally, response.body)).map(([rule]) => rule),
      };
    },
    counts() {
      const named = locations.map(({ name, origin }) => ({ rule: name, origin }));
      const all = [...named, ...patterns.map(({ name }) => ({ rule: name, origin: 'default' as const }))];
      const byName = new Map(all.map((one) => [one.rule, one]));
      return [...byName.values()]
        .map((one) => ({ ...one, count: counts.get(one.rule) ?? 0 }))
        .filter(({ origin, count }) => count > 0 || origin === 'user');
    },
    leaks: secrets.leaks,
  };
}

interface Tally {
  count: number;
  characters: number;
}

function tallyIn(tallies: Map<string, Tally>): Hit {
  return (rule, { length }) => {
    const tally = tallies.get(rule) ?? { count: 0, characters: 0 };
    tallies.set(rule, { count: tally.count + 1, characters: tally.characters + length });
  };
}

function sumOf(all: readonly ReadonlyMap<string, Tally>[]): Fixture['redacted'][number][] {
  const sums = new Map<string, number>();
  for (const [rule, { count }] of all.flatMap((one) => [...one]))
    sums.set(rule, (sums.get(rule) ?? 0) + count);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, count]) => ({ rule, count }));
}

function replacementOf({ name, origin }: Pick<LocationRule, 'name' | 'origin'>, secret: string): string {
  if (origin === 'credential') return credentialStandIn(name);
  if (origin === 'default') return standIn(name, secret);
  // A number in a string is replaced as the number itself would be, so that both still match.
  if (/^\d{1,15}$/.test(secret)) return String(numberStandIn(Number(secret)));
  // The last name in a user's rule is enough to recognise it.
  return standIn(name.split(/[:/]/).findLast((part) => /\w/.test(part)) ?? name, secret);
}

function isGreedy({ count, characters }: Tally, body: StoredBody | undefined): boolean {
  if (!body) return false;
  if ('text' in body) return body.text.length >= 200 && characters > body.text.length / 2;
  if ('base64' in body) return false;
  const texts = countTexts(body.json);
  return texts >= FEW_TEXTS && count > texts / 2;
}

function countTexts(body: Json): number {
  let count = 0;
  const visit = (value: Json) => {
    if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) visit(item);
    else if (typeof value === 'string') count += 1;
  };
  visit(body);
  return count;
}
