// A test that only wants a mock must not wait for the contract: each function loads its part at its first call.

import type { CheckOptions } from './check-contract.ts';
import { CHECK_NAMES } from './check-titles.ts';
import type { Recording } from './create-playback.ts';
import type { ConfigChoice, ConfigOptions } from './load-config.ts';
import type { CheckedExchange, MatchOptions } from './matcher/check-received.ts';
import type { AnyResponse } from './matcher/received.ts';
import type { Mock, MockOptions } from './mock/mock.ts';
import type { RecordOptions, ReplayOptions } from './playback-options.ts';
import { namesOfOwn } from './result/check-facts.ts';
import type { Result } from './result/result.ts';
import type { Waiver } from './result/waivers.ts';
import type { Replay } from './to-replay.ts';
import type { VerifyOptions } from './verify-fixtures.ts';

/**
 * Makes a mock of the vendors asked for. Throws a SpecError for a document that cannot be served and a
 * UsageError for an option that makes no sense.
 */
export async function createMock(options?: MockOptions): Promise<Mock> {
  const [{ createMock }, { MOCK_PARTS }] = await Promise.all([
    import('./mock/create-mock.ts'),
    import('./mock-parts.ts'),
  ]);
  return createMock(options, MOCK_PARTS);
}

/**
 * Holds the built-in mock, or the service at a URL, against the specs. Throws a SpecError for a document
 * that cannot be used and a UsageError for an option that makes no sense or a credential that is missing.
 * A broken contract is not an error: the result lists it as findings.
 */
export async function checkContract(options?: CheckOptions): Promise<Result> {
  return (await import('./check-contract.ts')).checkContract(options);
}

/**
 * Opens recordings and answers from them. Throws a UsageError for a path that does not exist and a FixtureError
 * for a file that is not a fixture.
 */
export async function createReplay(options?: ReplayOptions): Promise<Replay> {
  return (await import('./create-playback.ts')).createReplay(options);
}

/** Stands between a client and the real service, and records what it answers. Throws as createReplay does. */
export async function createRecording(options: RecordOptions): Promise<Recording> {
  return (await import('./create-playback.ts')).createRecording(options);
}

/**
 * Holds recorded exchanges against the specs, offline. Throws a UsageError for a path that does not exist and
 * a FixtureError that names all files that are not fixtures.
 */
export async function verifyFixtures(options?: VerifyOptions): Promise<Result> {
  return (await import('./verify-fixtures.ts')).verifyFixtures(options);
}

/**
 * Holds one answer against an operation of a built-in vendor, or of the file of an OpenAPI document: a response of
 * fetch, axios or Playwright, or `{ status, headers, body }`. Throws a UsageError for an answer that cannot be read,
 * and for a vendor or an operation that there is not; a broken contract is no error but a list of findings.
 */
export async function checkExchange(
  response: AnyResponse,
  vendor: string,
  operation: string,
  options?: MatchOptions,
): Promise<CheckedExchange> {
  const { checkReceived } = await import('./matcher/check-received.ts');
  return checkReceived(response, vendor, operation, options);
}

/**
 * Reads a file of waivers, for the built-in checks and for `checks` of one's own. Throws a SpecError when there is
 * no such file, or when it does not list waivers, and a UsageError for `checks` that are none.
 */
export async function loadWaivers(
  file: string,
  { checks = [] }: { readonly checks?: readonly { readonly name: string }[] } = {},
): Promise<Waiver[]> {
  const { readWaivers } = await import('./result/waiver-file.ts');
  return readWaivers(file, [...CHECK_NAMES, ...namesOfOwn(checks)]);
}

/**
 * The options that confab.yaml gives, for the function that does in code what a command does:
 * `createMock(await loadConfig('mock'))`. What the options say beside them wins, as flags do:
 * `createMock({ ...(await loadConfig('mock')), seed: 3 })`. Throws a SpecError for a file that is wrong, and a UsageError
 * for a variable that is not set, and where there is no file.
 */
export async function loadConfig<Name extends keyof ConfigOptions>(
  command: Name,
  choice?: ConfigChoice,
): Promise<ConfigOptions[Name]> {
  return (await import('./load-config.ts')).readConfigOptions(command, choice);
}
