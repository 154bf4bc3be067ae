import type { Result } from './result.ts';

/** The runs of several targets as one result: a report shows them one below the other. */
export function joinResults(results: readonly [Result, ...Result[]]): Result {
  const [first, ...more] = results;
  const waivers = results.flatMap((result) => result.waivers ?? []);
  return {
    ...first,
    milliseconds: results.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    specs: [first, ...more].flatMap(({ specs }) => specs),
    ...(waivers.length > 0 && { waivers: joinUses(waivers) }),
  };
}

/** The same waiver in several runs is used when one of them uses it. */
function joinUses(uses: NonNullable<Result['waivers']>): NonNullable<Result['waivers']> {
  const order = ['used', 'expired', 'unused', 'idle'] as const;
  const joined = new Map<string, (typeof uses)[number]>();
  for (const use of uses) {
    const key = JSON.stringify(use.waiver);
    const known = joined.get(key);
    const [better] = [known ?? use, use].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    joined.set(key, { ...(better as typeof use), count: (known?.count ?? 0) + use.count });
  }
  return [...joined.values()];
}
