import type { Comparison, OperationComparison, VendorComparison } from '../result/compare.ts';
import { withCommas } from '../text/plural.ts';
import { visible } from '../text/visible.ts';
import { comparisonSentence, differences, outcomeCounts, verdictText } from './comparison-tables.ts';
import { toTable } from './table.ts';

/** More rows than this are in the HTML page. */
const MOST_ROWS = 40;
const MOST_VALUE = 120;

/** How two targets differ, as Markdown that reads as plain text too: for a terminal and for a pull request. */
export function toComparison(comparison: Comparison): string {
  const [left, right] = comparison.sides;
  const names = [left.name, right.name] as const;
  return [
    `## ${visible(left.name)} and ${visible(right.name)}`,
    '',
    `${comparisonSentence(comparison)}`,
    '',
    ...comparison.vendors.flatMap((vendor) => ofVendor(vendor, names)),
  ].join('\n');
}

function ofVendor(
  { vendor, sides, operations }: VendorComparison,
  names: readonly [string, string],
): string[] {
  return [
    `### ${visible(vendor)}`,
    '',
    toTable(
      ['target', 'verdict'],
      sides.map((side, index) => [names[index] as string, verdictText(side)]),
    ),
    '',
    ...operations.flatMap((operation) => ofOperation(operation, names)),
  ];
}

function ofOperation(operation: OperationComparison, names: readonly [string, string]): string[] {
  const counts = outcomeCounts(operation, names);
  return [
    `#### ${visible(operation.operation)}`,
    '',
    counts.rows.length > 0 ? toTable(counts.head, counts.rows) : 'Neither side has any result of it.',
    '',
    ...differences(operation, names, MOST_VALUE).flatMap(({ title, head, rows }) => {
      const more = rows.length - MOST_ROWS;
      return [
        `${title}:`,
        '',
        toTable(head, rows.slice(0, MOST_ROWS)),
        ...(more > 0 ? ['', `And ${withCommas(more)} more (see --report html).`] : []),
        '',
      ];
    }),
  ];
}
