import { emitWarning } from 'node:process';
import { type CheckChoice, chooseChecks } from './contract/choose-checks.ts';
import { FixtureError, UsageError } from './errors.ts';
import { toBase } from './http/base.ts';
import { type BaselineOption, openBaseline } from './open-baseline.ts';
import { createRedactors, defaultFolder } from './playback-parts.ts';
import { PROGRAM } from './program.ts';
import { toCheckFacts } from './result/check-facts.ts';
import type { Result, SpecResult } from './result/result.ts';
import { builtinNames, profileNames } from './spec/builtin.ts';
import { checkGrade, type Grade } from './spec/grade.ts';
import { specNameOf } from './spec/load.ts';
import { loadSpecs } from './spec/load-specs.ts';
import type { Spec } from './spec/spec.ts';
import type { Item } from './verify/item.ts';
import { openItems } from './verify/open-items.ts';
import { joinProblems } from './verify/problems.ts';
import { verifySpec } from './verify/verify-spec.ts';

export interface VerifyOptions extends CheckChoice {
  /** Folders and files of fixtures, and HAR files. Default `fixtures`; where there is none, the vendors' documented examples. */
  readonly fixtures?: readonly string[];
  /** Built-in vendors by name, or files of OpenAPI documents; all built-in ones when not given. */
  readonly vendors?: readonly string[];
  /** Files of OpenAPI documents that recordings were made with, beside `vendors`. */
  readonly specs?: readonly string[];
  /** Built-in profiles, as `vendor.profile`. */
  readonly profiles?: readonly string[];
  /** Files of OpenAPI Overlays. */
  readonly overlays?: readonly string[];
  /** Refuses a document in which anything is wrong, also what hinders nothing and is else told by `warn`. Default false. */
  readonly strict?: boolean;
  /** An earlier result, or the file of its JSON report: what it found is known and does not fail, what is gone is told. */
  readonly baseline?: BaselineOption;
  /** Statements down to this grade fail. Default `documented`. */
  readonly grade?: Grade;
  /** Of a HAR file, only requests below this address; of any host when not given. */
  readonly url?: string;
  /** What is taken out of what a HAR file has, as recordings are redacted. */
  readonly redact?: readonly string[];
  readonly keep?: readonly string[];
  /** Credentials that are known, to be taken out of what a HAR file has. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Told in a sentence what should not go unseen, such as what is wrong in a document. Default: a warning of the process. */
  readonly warn?: (sentence: string) => void;
  /** Called at each recording: its operation, and how many its vendor had so far. */
  readonly progress?: (vendor: string, operation: string, count: number) => void;
  /** Ends it early: what was seen so far is its result. */
  readonly signal?: AbortSignal;
}

/**
 * Holds recorded exchanges against the specs, offline: each by itself, and the pages of a walk together. Throws
 * a UsageError for a path that is not there, and a FixtureError that names all files which are no fixtures; a
 * broken contract is no error but a list of findings.
 */
export async function verifyFixtures(options: VerifyOptions = {}): Promise<Result> {
  refuseNonsense(options);
  const { checks, wants } = chooseChecks(options);
  const baseline = await openBaseline(options.baseline);
  const at = Date.now();
  const start = performance.now();
  const { grade = 'documented' } = options;
  const paths = options.fixtures ?? [defaultFolder()];
  const wanted = {
    vendors: [...(options.vendors ?? builtinNames()), ...(options.specs ?? [])],
    profiles: options.profiles,
    overlays: options.overlays,
    lines: true,
  };
  const { strict, warn = emitWarning } = options;
  const specs = await loadSpecs({ ...wanted, strict, warn });
  const problems: FixtureError[] = [];
  const refuse = (error: FixtureError) => problems.push(error);
  const { items, notes } = openItems(paths, {
    specs,
    base: options.url === undefined ? undefined : toBase(options.url).base,
    redactorOf: createRedactors(specs, options),
    refuse,
  });
  const byProfile = await loadProfiles(items, wanted, refuse);
  const results: SpecResult[] = [];
  for (const spec of specs) {
    const own = items.filter(({ head }) => head.vendor === spec.name);
    if (own.length === 0) continue;
    const result = await verifySpec({
      spec,
      withProfile: (profile) => byProfile.get(profile) ?? spec,
      items: own,
      target: paths.join(', '),
      asserted: grade,
      checks,
      wants,
      refuse,
      progress: (operation, count) => options.progress?.(spec.name, operation, count),
      signal: options.signal,
    });
    const all = [...(result.notes ?? []), ...notes];
    results.push({ ...result, ...(all.length > 0 && { notes: all }) });
  }
  if (problems.length > 0) throw joinProblems(problems);
  if (results.length === 0)
    throw new UsageError(`there is no fixture in ${paths.join(', ')}; ${PROGRAM} record writes some`);
  baseline.check(specs.filter(({ name }) => results.some(({ vendor }) => vendor === name)));
  return baseline.apply({
    format: 1,
    at,
    milliseconds: performance.now() - start,
    grade,
    specs: results,
    catalogue: toCheckFacts(checks),
  });
}

/** The documents with the profiles that transcribed fixtures name. */
async function loadProfiles(
  items: readonly Item[],
  wanted: Parameters<typeof loadSpecs>[0],
  refuse: (error: FixtureError) => void,
): Promise<Map<string, Spec>> {
  const byProfile = new Map<string, Spec>();
  for (const { file, head } of items) {
    const profile = 'profile' in head.source ? head.source.profile : undefined;
    if (profile === undefined || byProfile.has(profile)) continue;
    if (!profileNames().includes(profile) || profile.split('.')[0] !== head.vendor) {
      refuse(
        new FixtureError(
          file,
          `/source/profile: ${head.vendor} has no profile ${profile}; built in: ${profileNames().join(', ')}`,
        ),
      );
      continue;
    }
    const profiles = [...new Set([...(wanted.profiles ?? []), profile])];
    const specs = await loadSpecs(ofVendor({ ...wanted, profiles }, head.vendor));
    byProfile.set(profile, specs.find(({ name }) => name === head.vendor) as Spec);
  }
  return byProfile;
}

/** Less is loaded, unless overlays are given: which vendor each of them is for, they say themselves. */
function ofVendor(wanted: Parameters<typeof loadSpecs>[0], vendor: string): Parameters<typeof loadSpecs>[0] {
  if ((wanted.overlays ?? []).length > 0) return wanted;
  return {
    ...wanted,
    vendors: (wanted.vendors ?? []).filter((name) => name === vendor || specNameOf(name) === vendor),
    profiles: (wanted.profiles ?? []).filter((profile) => profile.startsWith(`${vendor}.`)),
  };
}

/** What a compiler cannot see. */
function refuseNonsense({ grade }: VerifyOptions): void {
  checkGrade(grade);
}
