import { stringify } from 'yaml';
import { builtinNames } from '../spec/builtin.ts';

interface Template {
  /** The address of the editor schema. */
  readonly schema: string;
  /** Those that shall stand in it; all built-in ones where none is named. */
  readonly vendors: readonly string[];
}

/**
 * A configuration in which everything but its vendors is a comment. Without a space behind the sign, or with two, a comment
 * is an example: it holds when the sign is taken out.
 */
export function toConfigTemplate({ schema, vendors }: Template): string {
  const named = vendors.length > 0 ? vendors : builtinNames();
  const [one = ''] = builtinNames();
  const variable = `CONFAB_${one.toUpperCase()}_KEY`;
  return `# yaml-language-server: $schema=${schema}
#
# What the commands of Confab are told each time. Every command reads this file in the folder where it is started;
# a flag wins over it. Paths begin at this file. An environment variable stands as \${NAME}, or \${NAME:-default};
# it is only looked up by commands that need it. Credentials belong into such variables, not into this file.

# What is served and checked: built-in vendors, and files of OpenAPI documents.
${stringify({ vendors: named }).trimEnd()}

# The other side where a vendor's sources contradict each other: vendor.profile.
#profiles: []
# OpenAPI Overlays of your own.
#overlays: []
# Refuse a document in which anything is wrong, also what hinders nothing.
#strict: true

# The rows of the mock: a number, or by vendor a number or the file of its own rows.
#rows: 237
# The same seed gives the same rows on every machine.
#seed: 1
# The newest row is just older than this time; now stands for the current time.
#now: 2026-03-20T08:00:00Z

# Credentials that are accepted besides the test credential; a key pair is written id:secret.
#keys:
#  ${one}: ['\${MY_TEST_KEY}']
#strictKeys: true

# What requests get instead of what they would, from the start: as --fault has it, or in words of its own.
#faults:
#  - '${one}: rate-limited x3'
#  - { operation: ${one}, fault: reset-within, when: { page: 2 } }

# Where mock, record and replay listen, and the names and web pages that may ask there.
#port: 4010
#host: 127.0.0.1
#allowHosts: [confab]
#allowOrigins: ['http://localhost:5173']
# Pages that may read the answers; true for all.
#cors: ['http://localhost:5173']
# Who may steer the mock over HTTP: off, nobody; token, who sends the token in CONFAB_ADMIN_TOKEN.
#admin: token

# What is printed of each request: text, json or off.
#log: text

# Where recordings are, and what is redacted in them besides the default.
#fixtures: fixtures
#redact: ['body:/data/*/phone']
#keep: [email]

# Findings of check and verify that are accepted until a day.
#waivers:
#  - check: schema
#    vendor: ${one}
#    reason: The vendor knows of it; ticket 123.
#    expires: 2027-01-31

# Real services, for --target: each with its url and its environment variables.
#targets:
#  staging:
#    url: https://staging.example.com
#    vendors: [${one}]
#    rate: 2
#    env:
#      ${variable}: \${STAGING_KEY}

# A command's own options: the words of its flags, as --max-requests is maxRequests.
#check:
#  maxRequests: 500
#  reports: [text, html=reports/contract.html]
#record:
#  mode: missing
#  maxAge: 30d
#replay:
#  fallback: error

# What is different elsewhere, by --env ci or CONFAB_ENV=ci: laid over the rest of this file.
#environments:
#  ci:
#    port: 0
#    check:
#      requireCoverage: true
#      reports: [text, junit=reports/contract.xml]
`;
}
