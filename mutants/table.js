/** What came of all trials, by mutant, and of the runs without one. */
export function summarise(mutants, results, specs) {
  const clean = results.filter(({ mutant }) => mutant === undefined);
  const rows = mutants.map(({ name, about, expects }) => {
    const trials = results.filter(({ mutant }) => mutant === name);
    const of = (...outcomes) => trials.filter(({ outcome }) => outcomes.includes(outcome));
    return {
      name,
      about,
      expects,
      vendors: [...new Set(trials.map(({ vendor }) => vendor))],
      trials: trials.length,
      right: of('right').length,
      otherwise: of('otherwise').length,
      survived: of('survived').length,
      idle: of('idle').length,
      failed: of('failed').length,
      by: [...new Set(trials.flatMap(({ by = [] }) => by))],
      misses: trials.filter(({ outcome }) => outcome !== 'right'),
    };
  });
  const alarms = clean.filter(({ outcome }) => outcome !== 'clean');
  return {
    vendors: specs.map(({ name }) => name),
    rows,
    clean: { runs: clean.length, alarms },
    isPassed: alarms.length === 0 && rows.every(({ trials, right }) => trials === right),
  };
}

export function toText(summary, { seconds }) {
  const heads = ['mutant', 'vendors', 'trials', 'right', 'otherwise', 'survived', 'idle', 'caught by'];
  const cells = summary.rows.map((row) => [
    row.name,
    String(row.vendors.length),
    String(row.trials),
    String(row.right),
    String(row.otherwise || ''),
    String(row.survived || ''),
    String(row.idle + row.failed || ''),
    row.by.join(', '),
  ]);
  const widths = heads.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i].length)));
  const toLine = (row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd();
  return [
    [heads, ...cells].map(toLine).join('\n'),
    ...summary.rows.flatMap(({ name, expects, misses }) => misses.map((miss) => toMiss(name, expects, miss))),
    ...summary.clean.alarms.map(toAlarm),
    toTotals(summary, seconds),
  ].join('\n');
}

/** For the README. */
export function toMarkdown(summary, { seconds }) {
  const lines = summary.rows.map(
    ({ name, about, vendors, by }) =>
      `| \`${name}\` | ${about} | ${vendors.length} | ${by.map((check) => `\`${check}\``).join(', ')} |`,
  );
  return [
    '| mutant | what is wrong | vendors | caught by |',
    '| --- | --- | --: | --- |',
    ...lines,
    '',
    toTotals(summary, seconds),
  ].join('\n');
}

function toMiss(name, expects, { vendor, operation, label, outcome, first, stopped, changed }) {
  const where = `${vendor}.${operation}${label ? ` (${label})` : ''}`;
  const why = {
    otherwise: `caught, but not by ${expects.join(' or ')}: ${first}`,
    survived: `survived ${changed} changed answers; meant for ${expects.join(' or ')}${stopped ? `; stopped: ${stopped}` : ''}`,
    idle: 'changed nothing: no request would have shown it',
    failed: first,
  }[outcome];
  return `✗ ${name} on ${where}: ${why}`;
}

function toAlarm({ vendor, seed, rows, profiles, first }) {
  const of = [`seed ${seed}`, rows !== undefined && `${rows} rows`, profiles?.join()]
    .filter(Boolean)
    .join(', ');
  return `✗ false alarm on ${vendor} as it is (${of}): ${first}`;
}

function toTotals({ rows, clean }, seconds) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const used = rows.filter(({ trials }) => trials > 0).length;
  return `${used} mutants in ${sum('trials')} trials: ${sum('right')} caught by the check that is meant to, ${sum('otherwise')} by another, ${sum('survived')} survived, ${sum('idle') + sum('failed')} idle. ${clean.runs} runs without a mutant: ${clean.alarms.length} false alarms. ${seconds.toFixed(0)} s.`;
}
