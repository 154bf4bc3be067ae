import { readFileSync } from 'node:fs';

const RIGHTLY = JSON.parse(readFileSync(new URL('./refused.json', import.meta.url), 'utf8'));

/** Whether a document is refused for what is known to be wrong with it: refused.json has a part of the reason. */
export function isRightlyRefused({ file, refused, isRefused }) {
  const reason = Object.hasOwn(RIGHTLY, file) ? RIGHTLY[file] : undefined;
  return Boolean(isRefused) && reason !== undefined && refused.includes(reason);
}

/** Whether everything that can be asked of a document is so. */
export function isGood(result) {
  const { refused, lost, thrown, bad, notTried, check } = result;
  if (refused !== undefined) return isRightlyRefused(result);
  if (lost !== undefined || thrown !== undefined) return false;
  return bad?.length === 0 && !notTried && (check === undefined || (check.errors === 0 && !check.stopped));
}

/** One document on a line of a terminal. */
export function toLine(result) {
  const { file, refused, lost, thrown, load, wanted, good, bad = [], notTried, check, lists } = result;
  if (refused !== undefined)
    return `${isGood(result) ? 'refused, rightly' : 'REFUSED'} ${file}: ${refused.slice(0, 300)}`;
  const parts = [
    ...(load === undefined ? [] : [`load ${load.toFixed(1)} s ${result.megabytes} MB`]),
    ...(wanted === undefined ? [] : [`${good}/${wanted}`]),
    ...(notTried ? [`${notTried} not tried`] : []),
    ...(check ? [`check ${check.errors}${check.stopped ? ` stopped: ${check.stopped}` : ''}`] : []),
    ...(lists ? [`lists ${lists.recognised} walked ${lists.walked} wrong ${lists.wrong.length}`] : []),
    ...(lost === undefined ? [] : [`LOST ${lost}`]),
    ...(thrown === undefined ? [] : [`THROWN ${thrown.slice(0, 400)}`]),
  ];
  const reasons = [...groups(bad.map(({ why }) => why)), ...groups(check?.first ?? [])].slice(0, 6);
  return [
    `${isGood(result) ? 'good ' : 'BAD  '} ${file}: ${parts.join(', ')}`,
    ...reasons.map((one) => `        ${one}`),
  ].join('\n');
}

/** Texts that differ only in names and numbers count as one. */
function groups(texts) {
  const counts = new Map();
  for (const text of texts) {
    const key = text.replaceAll(/"[^"]{0,80}"|\d+/g, '…').slice(0, 60);
    const known = counts.get(key) ?? { count: 0, text };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()]
    .sort((one, other) => other.count - one.count)
    .map(({ count, text }) => `${count} × ${text.replaceAll('\n', ' ').slice(0, 260)}`);
}

/** The sums over all documents. */
export function toTotals(results) {
  const sum = (of) => results.reduce((total, one) => total + (of(one) ?? 0), 0);
  const loaded = results.filter(({ load }) => load !== undefined);
  const refused = results.filter((one) => one.refused !== undefined);
  const checkedOnes = loaded.filter(({ check }) => check);
  return [
    `${results.length} documents: ${loaded.length} load, ${refused.length} are refused (${refused.filter(isRightlyRefused).length} of them rightly), ${results.length - loaded.length - refused.length} neither`,
    `${sum(({ wanted }) => wanted)} operations: ${sum(({ good }) => good)} answer their valid request with a valid success, ${sum(({ bad }) => bad?.length)} do not, ${sum(({ notTried }) => notTried)} were not tried`,
    `${sum(({ said }) => said)} operations more can have no valid request or answer, which the start says`,
    `${checkedOnes.length} mocks checked: ${checkedOnes.filter(({ check }) => check.errors === 0 && !check.stopped).length} green`,
    `${sum(({ lists }) => lists?.recognised)} lists recognised: ${sum(({ lists }) => lists?.walked)} walked, ${sum(({ lists }) => lists?.wrong.length)} page wrong`,
    `${results.filter(isGood).length} documents are good throughout`,
  ];
}
