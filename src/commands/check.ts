import { type CheckOptions, checkContract, type RunPlan } from '../check-contract.ts';
import { CHECK_NAMES } from '../check-titles.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../main.ts';
import { loadResult } from '../report/parse-result.ts';
import { type Comparison, compareResults } from '../result/compare.ts';
import { joinResults } from '../result/join-results.ts';
import type { Result } from '../result/result.ts';
import { exitCodeOf } from '../result/verdict.ts';
import { readWaivers } from '../result/waiver-file.ts';
import { plural, withCommas } from '../text/plural.ts';
import { addressHint } from './address-hint.ts';
import { baselineFile, toUpdated } from './baseline.ts';
import { toCheckList } from './check-help.ts';
import { type CheckCommand, toCheckCommand } from './check-options.ts';
import { giveReports, prepareFiles, runUntilStopped, waive } from './reporting.ts';
import { toWarn } from './to-warn.ts';
import { writeDrift } from './write-drift.ts';

/** Checks targets against their contract, reports, and returns the exit code. */
export async function runCheck(args: readonly string[], io: Io): Promise<number> {
  const command = toCheckCommand(args);
  if (command.list) {
    io.out(toCheckList());
    return EXIT.ok;
  }
  await prepareFiles(command);
  const waivers = command.waive === undefined ? undefined : await readWaivers(command.waive, CHECK_NAMES);
  const earlier = command.compare === undefined ? undefined : await loadResult(command.compare);
  const baseline = baselineFile(command);
  const ran = await runAll({ ...command, baseline }, io);
  const results = ran.map((one) => waive(one, waivers));
  const [first, second] = results as [Result, Result?];
  const joined = second ? joinResults([first, second]) : first;
  const { result, line } = await toUpdated(joined, command);
  const comparison = toComparison(earlier, first, second);
  await giveReports(result, command, io, comparison);
  if (line !== undefined) io.err(line);
  if (command.urls.length > 0)
    for (const hint of result.specs.map(addressHint)) if (hint !== undefined) io.err(`confab: ${hint}`);
  if (command.drift !== undefined)
    for (const line of await writeDrift(first, command.drift, command)) io.err(line);
  return exitCodeOf(result, command);
}

/** The earlier run is on the left, and of two URLs the first. */
function toComparison(
  earlier: Result | undefined,
  first: Result,
  second: Result | undefined,
): Comparison | undefined {
  if (second) return compareResults(first, second);
  return earlier && compareResults(earlier, first);
}

/** One run for each URL, one after the other; without any, of the built-in mock. */
function runAll({ urls, ...command }: CheckCommand, io: Io): Promise<Result[]> {
  return runUntilStopped(io, async ({ planned, ...options }) => {
    const results: Result[] = [];
    for (const url of urls.length > 0 ? urls : [undefined]) {
      const tell = (plan: RunPlan) => {
        planned(plan);
        io.err(`confab: ${planSentence(url ?? '', plan)}`);
      };
      const own = { url, env: io.env, warn: toWarn(io), planned: url === undefined ? undefined : tell };
      results.push(await checkContract(defined({ ...command, ...options, ...own })));
    }
    return results;
  });
}

/** How much is going to be asked of a service, and how long it takes. */
function planSentence(url: string, { requests, rate }: RunPlan): string {
  const most = `at most ${plural(requests, 'request')}`;
  const time =
    rate === undefined ? '' : `, about ${withCommas(Math.ceil(requests / rate))} s at ${rate} a second`;
  return `${most} to ${url}${time}; a list of a few pages takes far fewer, and what has to be sent again comes on top`;
}

function defined(options: { [Key in keyof CheckOptions]: CheckOptions[Key] | undefined }): CheckOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
