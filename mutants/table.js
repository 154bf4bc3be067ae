/** What users are told at the default grade, the gravest first. */
const TOLD = ['error', 'warning', 'info', 'not-asserted'];

function told(trials, level) {
  return trials.filter(({ usual }) => usual?.level === level).length;
}

/** What came of all trials, by mutant, and of the runs without one. */
export function summarise(mutants, results, specs, checks) {
  const clean = results.filter(({ mutant }) => mutant === undefined);
  const rows = mutants.map(({ name, area, about, expects }) => {
    const trials = results.filter(({ mutant }) => mutant === name);
    const of = (...outcomes) => trials.filter(({ outcome }) => outcomes.includes(outcome));
    return {
      name,
      area,
      about,
      expects,
      vendors: [...new Set(trials.map(({ vendor }) => vendor))],
      trials: trials.length,
      right: of('right').length,
      otherwise: of('otherwise').length,
      survived: of('survived').length,
      idle: of('idle').length,
      failed: of('failed').length,
      missed: of('missed').length,
      ...Object.fromEntries(TOLD.map((level) => [level, told(trials, level)])),
      by: [...new Set(trials.flatMap(({ by = [] }) => by))],
      misses: trials.filter(({ outcome }) => outcome !== 'right'),
    };
  });
  const caught = new Set(rows.flatMap(({ by }) => by));
  const unproven = checks.filter((check) => !caught.has(check));
  const alarms = clean.filter(({ outcome }) => outcome !== 'clean');
  return {
    vendors: specs.map(({ name }) => name),
    rows,
    unproven,
    clean: { runs: clean.length, alarms },
    isPassed:
      alarms.length === 0 && unproven.length === 0 && rows.every(({ trials, right }) => trials === right),
  };
}

export function toText(summary, { seconds }) {
  const heads = [
    ...['mutant', 'vendors', 'trials', 'right', 'otherwise', 'survived', 'missed', 'idle'],
    ...['error', 'warning', 'info', 'not asserted', 'caught by'],
  ];
  const cells = summary.rows.map((row) => [
    row.name,
    String(row.vendors.length),
    String(row.trials),
    String(row.right),
    String(row.otherwise || ''),
    String(row.survived || ''),
    String(row.missed || ''),
    String(row.idle + row.failed || ''),
    ...TOLD.map((level) => String(row[level] || '')),
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
    ...summary.unproven.map((check) => `✗ ${check} caught nothing: no mutant shows that it can fail`),
    ...summary.clean.alarms.map(toAlarm),
    toTotals(summary, seconds),
  ].join('\n');
}

/** The page docs/mutants.md: a line for each area, and what is in it to be unfolded. */
export function toPage(summary, { seconds }) {
  const areas = [...new Set(summary.rows.map(({ area }) => area))];
  const rowsOf = (area) => summary.rows.filter((row) => row.area === area);
  const sum = (rows, key) => rows.reduce((total, row) => total + row[key], 0);
  return [
    INTRODUCTION,
    '| what is broken | mutants | caught | error | warning | info | not asserted | by |',
    '| :-- | --: | --: | --: | --: | --: | --: | :-- |',
    ...areas.map((area) => {
      const rows = rowsOf(area);
      const by = [...new Set(rows.flatMap((row) => row.by))];
      const levels = TOLD.map((level) => sum(rows, level)).join(' | ');
      return `| ${area} | ${rows.length} | ${sum(rows, 'right')} of ${sum(rows, 'trials')} | ${levels} | ${toCode(by)} |`;
    }),
    '',
    toTotals(summary, seconds),
    ...areas.flatMap((area) => [
      '',
      `<details><summary>${area}</summary>`,
      '',
      '| mutant | what is wrong | caught | error | warning | info | not asserted | by |',
      '| :-- | :-- | --: | --: | --: | --: | --: | :-- |',
      ...rowsOf(area).map(
        ({ name, about, right, trials, by, ...row }) =>
          `| \`${name}\` | ${about} | ${right} of ${trials} | ${TOLD.map((level) => row[level] || '').join(' | ')} | ${toCode(by)} |`,
      ),
      '',
      '</details>',
    ]),
    '',
  ].join('\n');
}

const INTRODUCTION = `# What the checks catch

\`npm run mutants -- --write docs/mutants.md\` writes this page. Each mutant breaks one thing in the mock's answers, or in
what it makes of a request, on every vendor and operation where that makes sense. The sixth spec, \`mutants/diary.yaml\`, is
one of our own with what no vendor has.

- **Caught**, with every statement asserted (\`--grade assumed\`, as for the mock): a check that is meant to catch it fails.
- At **the default grade** (\`--grade documented\`, as for a vendor): an *error* where the statement that is broken is documented,
  a *warning* where it was only observed, an *info* where it is only assumed, which is *not asserted* where only requests of
  its own would show it: none is sent for the sake of an assumption. The run fails unless every mutant that breaks a
  documented statement is an error here.
`;

function toCode(names) {
  return names.map((name) => `\`${name}\``).join(', ');
}

function toMiss(name, expects, { vendor, operation, label, outcome, first, stopped, changed, usual }) {
  const where = `${vendor}.${operation}${label ? ` (${label})` : ''}`;
  const why = {
    otherwise: `caught, but not by ${expects.join(' or ')}: ${first}`,
    survived: `survived ${changed} changed answers; meant for ${expects.join(' or ')}${stopped ? `; stopped: ${stopped}` : ''}`,
    idle: 'changed nothing: no request would have shown it',
    missed: `breaks what is ${usual?.grade}, and nothing says so at the default grade; at the strictest ${first}`,
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

function toTotals({ rows, clean, vendors }, seconds) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const used = rows.filter(({ trials }) => trials > 0).length;
  return `${used} mutants in ${sum('trials')} trials on ${vendors.length} specs: ${sum('right')} caught by the check that is meant to, ${sum('otherwise')} by another, ${sum('survived')} survived, ${sum('idle') + sum('failed')} idle. At the default grade: ${sum('error')} errors, ${sum('warning')} warnings, ${sum('info')} infos, ${sum('not-asserted')} not asserted, ${sum('missed')} missed. ${clean.runs} runs without a mutant: ${clean.alarms.length} false alarms. ${seconds.toFixed(0)} s.`;
}
