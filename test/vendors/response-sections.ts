import type { JsonObject } from '../../src/spec/json.ts';
import { member } from '../../src/spec/json.ts';
import { section } from './operation-sections.ts';
import { childOf, childrenOf, type Node, type Row, type Section, saidBy } from './row.ts';
import { formName, presenceWords, schemaRows } from './schema-rows.ts';

/** A status with its response. */
type Answer = [status: string, response: Node];

/** A section for each body that answers have: those of several statuses together, each form of one by itself. */
export function responseSections(document: JsonObject, operation: Node): Section[] {
  const groups = new Map<string, Answer[]>();
  for (const entry of childrenOf(document, operation, 'responses')) {
    const [status, response] = entry;
    const key = isSuccess(status) ? status : JSON.stringify(bodiesOf(document, response));
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => sectionsOf(document, group));
}

function sectionsOf(document: JsonObject, group: readonly Answer[]): Section[] {
  const statuses = group.map(([status]) => status).join(', ');
  const contents = group.flatMap(([, response]) => childrenOf(document, response, 'content'));
  const from = <T>(name: string, see: (name: string, node: Node) => T[]): T[] =>
    group.flatMap(([, response]) =>
      childrenOf(document, response, name).flatMap(([key, node]) => see(key, node)),
    );
  const around = [
    ...group.map(([status, node]) => statusRow(status, node)),
    ...contents.map(([type, media]) => mediaRow(type, media)),
    ...from('headers', (name, node) => headerRows(document, name, node)),
    ...from('links', (name, node) => [linkRow(name, node)]),
  ];
  const first = childrenOf(document, (group[0] as Answer)[1], 'content');
  const bodies = first.map(([, media]) => childOf(document, media, 'schema'));
  const forms = bodies.flatMap((body) => childrenOf(document, body, 'oneOf'));
  // Each form has a table of its own, so that fields of the same name do not meet.
  const whole = bodies.flatMap((body) =>
    schemaRows(document, forms.length === 0 ? body : { ...body, value: { ...body.value, oneOf: [] } }),
  );
  const sections = [
    section(`Answer ${statuses}`, 'what', [...unique(around), ...whole]),
    ...forms.map(([index, form]) =>
      section(`Answer ${statuses} ${formName(form, Number(index))}`, 'field', schemaRows(document, form)),
    ),
  ];
  const examples = contents.flatMap(([, media]) => examplesOf(document, media));
  return sections.map((one, index) => ({
    ...one,
    // A form may be called otherwise in a profile.
    key: index === 0 ? one.key : `Answer ${statuses} (${index})`,
    source: sourceOf(group, index),
    examples: index === sections.length - 1 ? examples : [],
  }));
}

function examplesOf(document: JsonObject, media: Node): Section['examples'] {
  return childrenOf(document, media, 'examples').map(([name, { value }]) => ({
    name,
    summary: String(value.summary ?? '').trim(),
    value: value.value ?? null,
  }));
}

function statusRow(status: string, response: Node): Row {
  return {
    name: `status ${status}`,
    about: String(member(response.value, 'description') ?? ''),
    says: [saidBy(response, 'status', 'may come')],
  };
}

/** Whose answers they are, and the number of the table among theirs. */
function sourceOf(group: readonly Answer[], index: number): string {
  return [...group.map(([, { pointer }]) => pointer), index].join(' ');
}

function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

function bodiesOf(document: JsonObject, response: Node): string[] {
  return childrenOf(document, response, 'content').map(
    ([type, media]) => `${type} ${childOf(document, media, 'schema').pointer}`,
  );
}

function mediaRow(type: string, node: Node): Row {
  return { name: 'Content-Type', about: '', says: [saidBy(node, 'type', `\`${type}\``)] };
}

function headerRows(document: JsonObject, name: string, node: Node): Row[] {
  const isRequired = member(node.value, 'required') === true;
  const words = Object.keys(member(node.value, 'x-confab') ?? {}).filter((word) => word !== 'evidence');
  const [first, ...others] = schemaRows(document, childOf(document, node, 'schema'), { name });
  const says = [
    saidBy(node, 'required', presenceWords(isRequired, false)),
    ...(first?.says ?? []),
    ...words.map((word) => saidBy(node, `x-confab/${word}`)),
  ];
  return [{ name: `header ${name}`, about: String(node.value.description ?? ''), says }, ...others];
}

function linkRow(name: string, { pointer, value }: Node): Row {
  const parameters = Object.entries(member(value, 'parameters') ?? {}).map(
    ([key, from]) => `${key} \`${from}\``,
  );
  const words = `${String(value.operationId ?? value.operationRef)} with ${parameters.join(', ')}`;
  return {
    name: `link ${name}`,
    about: String(value.description ?? ''),
    says: [saidBy({ pointer, value }, 'parameters', words)],
  };
}

/** The first row of each name. */
function unique(rows: readonly Row[]): Row[] {
  return rows.filter((row, index) => rows.findIndex(({ name }) => name === row.name) === index);
}
