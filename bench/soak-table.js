const MB = 2 ** 20;
const WIDTH = 40;

/** Memory is flat when its last part is no higher than the part before, but for so much. */
const SLACK = 8;

/**
 * The first third is warm-up: caches fill, and V8 chooses the size of its heap. After it the highest of the last third
 * may lie above the highest of the middle one only by a little, and nothing above the limit.
 */
export function verdictOf(samples, { most }) {
  const third = Math.floor(samples.length / 3);
  const highest = (some) => Math.max(...some.map(({ rss }) => rss)) / MB;
  const middle = highest(samples.slice(third, 2 * third));
  const last = highest(samples.slice(2 * third));
  const peak = highest(samples);
  const isFlat = last <= middle + SLACK;
  return { peak, middle, last, isFlat, most, isPassed: isFlat && peak < most };
}

/** A line a sample, with a bar, and what it comes to. */
export function toSoakTable({ samples, collected, counts, asked, verdict, rows }) {
  const step = Math.max(1, Math.floor(samples.length / 20));
  const shown = samples.filter((_, index) => index % step === 0 || index === samples.length - 1);
  const scale = WIDTH / Math.max(verdict.most, verdict.peak);
  const lines = shown.map(({ asked: count, seconds, rss, heapUsed, heapTotal, external }) =>
    [
      `${Math.round(seconds)} s`.padStart(7),
      `${count}`.padStart(9),
      ...[rss, heapTotal, heapUsed, external].map((bytes) => `${Math.round(bytes / MB)}`.padStart(6)),
      '#'.repeat(Math.round((rss / MB) * scale)),
    ].join(' '),
  );
  const mb = (value) => `${Math.round(value)} MB`;
  return [
    '   time  requests    RSS   heap   used  extern',
    ...lines,
    `${asked} requests to a mock of ${rows} rows: ${list(counts.kinds)}`,
    `answered: ${list(counts.statuses)}`,
    `after a forced collection: RSS ${mb(collected.rss / MB)}, heap ${mb(collected.heapUsed / MB)} used`,
    `highest RSS: ${mb(verdict.peak)} (limit ${verdict.most}); in the middle third ${mb(verdict.middle)}, in the last ${mb(verdict.last)}`,
    verdict.isPassed ? 'flat and below the limit' : verdict.isFlat ? 'ABOVE THE LIMIT' : 'NOT FLAT',
  ].join('\n');
}

function list(counts) {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
