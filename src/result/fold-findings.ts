import { type Finding, identityOf } from './finding.ts';

/** A finding with all that may follow from it, directly or not. */
export interface Fold {
  readonly root: Finding;
  readonly followers: readonly Finding[];
}

/** Findings in their order, with those that may follow from another one under it. One whose cause is not there stands for itself. */
export function foldFindings(findings: readonly Finding[]): Fold[] {
  const byIdentity = new Map<string, Finding>();
  for (const finding of findings)
    if (!byIdentity.has(identityOf(finding))) byIdentity.set(identityOf(finding), finding);
  const rootOf = (finding: Finding): Finding => {
    let root = finding;
    // A result that was read from a file may say anything, even a circle.
    for (const seen = new Set<Finding>(); !seen.has(root); ) {
      seen.add(root);
      root = byIdentity.get(root.follows ?? '') ?? root;
    }
    return root;
  };
  const folds = new Map<Finding, Finding[]>();
  for (const finding of findings) {
    const root = rootOf(finding);
    if (root === finding) folds.set(root, folds.get(root) ?? []);
    else folds.set(root, [...(folds.get(root) ?? []), finding]);
  }
  const isRoot = (finding: Finding) => folds.has(finding);
  return findings.filter(isRoot).map((root) => ({ root, followers: folds.get(root) as Finding[] }));
}
