import { member } from '../../src/spec/json.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { firstRequest } from './first-request.ts';
import { operationSections } from './operation-sections.ts';
import { nodeAt, type Section } from './row.ts';
import { sectionTable, type Version } from './section-table.ts';

/** A profile's document. */
interface Other {
  readonly name: string;
  readonly spec: Spec;
}

/** Writes an operation's part of a page; answers that an operation before it has are not written again. */
export function createOperationPart() {
  const written = new Map<string, string>();

  return (spec: Spec, operation: Operation, profiles: readonly Other[], only?: string): string => {
    const of = ({ document }: Spec) =>
      operationSections(document, operation.path, operation.method.toLowerCase());
    const others = profiles.map((profile) => ({ profile: profile.name, sections: of(profile.spec) }));
    const sections = of(spec);
    const known = sections.filter(({ source }) => written.has(source));
    for (const { source } of sections)
      if (source !== '' && !written.has(source)) written.set(source, operation.id);
    const parts = sections
      .filter((one) => !known.includes(one))
      .map((one) => sectionPart(one, versionsOf(one, sections, others)));
    const description = member(nodeAt(spec.document, operation.pointer).value, 'description');
    return [
      `## ${operation.id}: \`${operation.method} ${operation.path}\``,
      only === undefined ? '' : `Only with the profile \`${only}\`.`,
      operation.summary && `${operation.summary}.`,
      String(description ?? '').trim(),
      `\`\`\`sh\n${firstRequest(spec, operation)}\n\`\`\``,
      ...parts,
      ...onlyInProfiles(sections, others),
      sameWords(known, written),
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  };
}

interface OtherSections {
  readonly profile: string;
  readonly sections: readonly Section[];
}

/** A section in each profile; where a profile has several forms of what is one here, all of them are taken. */
function versionsOf({ key }: Section, own: readonly Section[], others: readonly OtherSections[]): Version[] {
  return others.map(({ profile, sections }) => {
    const same = sections.find((section) => section.key === key);
    const forms = same ? addedTo(own, sections).filter((one) => one.key.startsWith(`${key} (`)) : [];
    const rows = [same, ...forms].flatMap((section) => section?.rows ?? []);
    return { profile, section: same && { ...same, rows } };
  });
}

/** Sections that only a profile has, but for forms of one that is here, too. */
function onlyInProfiles(own: readonly Section[], others: readonly OtherSections[]): string[] {
  return others.flatMap(({ profile, sections }) =>
    addedTo(own, sections)
      .filter((added) => !own.some(({ key }) => added.key.startsWith(`${key} (`)))
      .map((added) =>
        sectionPart({ ...added, about: [`Only in \`${profile}\`.`, added.about].join(' ').trim() }, []),
      ),
  );
}

function addedTo(own: readonly Section[], sections: readonly Section[]): Section[] {
  return sections.filter((section) => !own.some(({ key }) => key === section.key));
}

function sameWords(known: readonly Section[], written: ReadonlyMap<string, string>): string {
  const from = [...new Set(known.map(({ source }) => written.get(source)))];
  return from
    .map((id) => {
      const headings = known.filter(({ source }) => written.get(source) === id).map(({ heading }) => heading);
      return `As of ${id}: ${headings.join(', ')}.`;
    })
    .join('\n\n');
}

function sectionPart(section: Section, versions: readonly Version[]): string {
  const without = versions.filter((one) => !one.section).map(({ profile }) => `\`${profile}\``);
  const note = without.length === 0 ? '' : `Not in ${without.join(', ')}.`;
  return [
    `### ${section.heading}`,
    section.about,
    note,
    sectionTable(section, versions),
    examplesPart(section),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function examplesPart({ examples }: Section): string {
  if (examples.length === 0) return '';
  const shown = examples.map(({ name, summary, value }) => {
    const about = summary === '' ? '' : `: ${summary.replaceAll(/\s+/g, ' ')}`;
    return `\`${name}\`${about}\n\n\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
  });
  const title = shown.length === 1 ? 'An example' : `${shown.length} examples`;
  return `<details><summary>${title}</summary>\n\n${shown.join('\n\n')}\n\n</details>`;
}
