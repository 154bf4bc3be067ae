import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';

const read = (name: string) => readFileSync(new URL(`../vectors/schemas/${name}`, import.meta.url), 'utf8');

function createValidate(schema: object): (value: unknown) => string[] {
  // A pattern of SARIF's schema is none with the flag u.
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => JSON.stringify(error)).slice(0, 5);
}

// Draft 4 and draft 7 of JSON Schema are the same in all that this one uses, but for the name of its id.
const { id, $schema: _, ...sarif } = JSON.parse(read('sarif-2.1.0-rtm.5.json'));
const ofSarif = createValidate({ $id: id, ...sarif });

/** What SARIF's own schema has against a log; errata 01 adds that a region has a start. */
export function sarifViolations(log: any): string[] {
  const regions = log.runs.flatMap(({ results }: any) =>
    results.flatMap(({ locations }: any) =>
      locations.flatMap(({ physicalLocation }: any) => physicalLocation.region ?? []),
    ),
  );
  const starts = regions.filter(({ startLine }: any) => startLine === undefined);
  return [...ofSarif(log), ...starts.map((region: any) => `no startLine in ${JSON.stringify(region)}`)];
}

/** What CTRF's own schema has against a report. */
export const ctrfViolations = createValidate(JSON.parse(read('ctrf-schema-0.0.json')));

/** The schema of 2010, with the message that `skipped` has in all later ones: see the README beside it. */
const junit = read('jenkins-junit-4.xsd').replace(
  '<xs:element name="skipped" type="xs:string"/>',
  `<xs:element name="skipped"><xs:complexType mixed="true">
    <xs:attribute name="type" type="xs:string"/><xs:attribute name="message" type="xs:string"/>
  </xs:complexType></xs:element>`,
);

/** What Jenkins' schema has against reports; they are read together, as starting the reader takes longer than reading. */
export async function junitViolations(reports: readonly string[]): Promise<string[]> {
  const xml = reports.map((contents, index) => ({ fileName: `report-${index}.xml`, contents }));
  const { valid, errors } = await validateXML({
    xml,
    schema: junit,
    // Reports with long texts are large.
    initialMemoryPages: 2048,
    maxMemoryPages: 16384,
  });
  return valid ? [] : errors.map(({ message }) => message).slice(0, 5);
}
