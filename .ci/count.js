// node .ci/count.js <exit code of the run> <Vitest's JSON reports …>
// Prints `N passed, N failed`, the tests of all reports together. A run that failed otherwise counts as one failed.
import { existsSync, readFileSync } from 'node:fs';

const [code, ...files] = process.argv.slice(2);
const reports = files
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')));
const sum = (key) => reports.reduce((total, report) => total + report[key], 0);
const passed = sum('numPassedTests');
const failed = sum('numFailedTests');
const isWhole = code === '0' && reports.length > 0 && reports.every(({ success }) => success);
console.log(`${passed} passed, ${failed === 0 && !isWhole ? 1 : failed} failed`);
process.exitCode = isWhole ? 0 : 1;
