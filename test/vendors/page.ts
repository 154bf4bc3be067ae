import { variablesOf } from '../../src/auth/environment.ts';
import { type JsonObject, member } from '../../src/spec/json.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { createOperationPart } from './operation-part.ts';
import { section } from './operation-sections.ts';
import { childrenOf, nodeAt, type Row, saidBy } from './row.ts';
import { knownWords, sectionTable } from './section-table.ts';

/** A vendor's spec with its profiles, and how many requests a check of it sends. */
export interface VendorFacts {
  readonly spec: Spec;
  readonly profiles: readonly Profile[];
  readonly requests: number;
}

export interface Profile {
  readonly name: string;
  readonly title: string;
  /** The description of each action that has one. */
  readonly changes: readonly string[];
  readonly spec: Spec;
}

/** The page of a vendor, in the order of a reader's day. */
export function vendorPage(facts: VendorFacts): string {
  const { spec } = facts;
  const main = spec.operations.filter(({ list }) => list);
  const others = spec.operations.filter(({ list }) => !list);
  const part = createOperationPart();
  return `${[
    introduction(facts),
    table('Where it is served', facts, serverRows),
    credentials(facts),
    ...main.map((operation) => part(spec, operation, facts.profiles)),
    ...facts.profiles.flatMap((profile) =>
      operationsOf(profile, spec).map((operation) => part(profile.spec, operation, [], profile.name)),
    ),
    others.length > 0 ? otherAddresses(facts, others) : '',
    profilesPart(facts),
    checkPart(facts),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function introduction({ spec: { document, name } }: VendorFacts): string {
  const info = member(document, 'info');
  const page = member(document, 'externalDocs');
  const url = String(member(page, 'url') ?? '');
  return [
    `# ${member(info, 'title')}`,
    `<!-- Written from specs/${name}.yaml by: UPDATE_DOCS=1 npx vitest run test/vendors. Change the spec, not this page. -->`,
    String(member(info, 'description') ?? '').trim(),
    `${url === '' ? '' : `${member(page, 'description')}: <${url}>\n\n`}The spec: [specs/${name}.yaml](../../specs/${name}.yaml), version ${member(info, 'version')}. Examples as recordings: [fixtures/${name}](../../fixtures/${name}).`,
    "Every statement has a grade: documented (the vendor says so), **observed** (seen on the wire or in the vendor's code) or **assumed** (a choice had to be made). [The contract](../contract.md#grades) says what follows from it.",
  ].join('\n\n');
}

function serverRows(document: JsonObject): Row[] {
  return childrenOf(document, { pointer: '', value: document }, 'servers').map(([, node]) => ({
    name: String(node.value.url),
    about: [String(node.value.description ?? ''), ...variableWords(node.value)].filter(Boolean).join(' '),
    says: [saidBy(node, 'url', 'an address of the API')],
  }));
}

function variableWords(server: JsonObject): string[] {
  return Object.entries(member(server, 'variables') ?? {}).map(([name, variable]) => {
    const values = member(variable, 'enum');
    const others = Array.isArray(values) ? `, one of ${values.join(', ')}` : '';
    return `\`{${name}}\`: ${member(variable, 'default')} by default${others}.`;
  });
}

function credentials(facts: VendorFacts): string {
  const schemes = table('Credentials', facts, (document) =>
    childrenOf(document, nodeAt(document, '/components'), 'securitySchemes').map(([name, node]) => ({
      name,
      about: String(node.value.description ?? ''),
      says: ['type', 'scheme', 'in', 'name', 'x-confab/credential']
        .filter((statement) => statement.startsWith('x-') || node.value[statement] !== undefined)
        .map((statement) =>
          saidBy(node, statement, statement.startsWith('x-') ? 'the mock knows test credentials' : undefined),
        ),
    })),
  );
  const variables = variablesOf(facts.spec).map(
    ({ name, about, required }) => `| \`${name}\` | ${about} | ${required ? 'required' : 'optional'} |`,
  );
  return [
    schemes,
    'In the environment of `check`:',
    `| variable | stands for | |\n| --- | --- | --- |\n${variables.join('\n')}`,
  ].join('\n\n');
}

function table(
  heading: string,
  { spec, profiles }: VendorFacts,
  rowsOf: (document: JsonObject) => Row[],
): string {
  const versions = profiles.map(({ name, spec }) => ({
    profile: name,
    section: section(heading, '', rowsOf(spec.document)),
  }));
  return `## ${heading}\n\n${sectionTable(section(heading, 'name', rowsOf(spec.document)), versions)}`;
}

/** Operations that only a profile answers with rows. */
function operationsOf(profile: Profile, { operations }: Spec): Operation[] {
  const listed = new Set(operations.filter(({ list }) => list).map(({ id }) => id));
  return profile.spec.operations.filter(({ id, list }) => list && !listed.has(id));
}

function otherAddresses({ spec }: VendorFacts, operations: readonly Operation[]): string {
  const rows = operations.map((operation) => {
    const node = nodeAt(spec.document, operation.pointer);
    const said = saidBy(node, 'responses', '');
    const statuses = [...operation.responses].map(
      ([status, { description }]) => `${status}: ${description.trim().replaceAll(/\s+/g, ' ')}`,
    );
    return `| \`${operation.method} ${operation.path}\` | ${operation.summary} | ${statuses.join('<br>')} | ${knownWords([said])} |`;
  });
  return `## Other addresses\n\n| address | what it is | answers | known |\n| --- | --- | --- | --- |\n${rows.join('\n')}`;
}

function profilesPart({ profiles }: VendorFacts): string {
  if (profiles.length === 0) return '';
  const rows = profiles.map(
    ({ name, title, changes }) => `| \`${name}\` | ${[title, ...changes].join('<br>')} |`,
  );
  return `## Profiles\n\nThe other side, where sources contradict each other: \`--profile name\` of \`mock\` and \`check\`.\n\n| profile | what it changes |\n| --- | --- |\n${rows.join('\n')}`;
}

function checkPart({ spec: { name }, requests }: VendorFacts): string {
  return `## What a check costs\n\n\`npx confabulate check ${name}\` sends about ${requests} requests to the mock with its 237 rows. A service with other rows\ngets other numbers; \`--rate\`, \`--max-pages\` and \`--max-requests\` bound them.`;
}
