import { Stopped } from '../http/stopped.ts';
import type { Reason } from '../result/ledger.ts';
import type { SpecResult } from '../result/result.ts';
import { canAnswer } from '../spec/answer-choice.ts';
import type { Operation } from '../spec/spec.ts';
import { createAnnounced } from './announced.ts';
import { explainStop } from './check-log.ts';
import type { Client } from './client.ts';
import { type Contact, createContact } from './contact.ts';
import { type ClientsOptions, createClients } from './create-clients.ts';
import { checkCredentials } from './credentials/check-credentials.ts';
import { explainGivenUp, unlessGivenUp } from './given-up.ts';
import { mostRequests } from './most-requests.ts';
import { checkPreferred } from './preferred.ts';
import { checkRelations } from './relations/relations.ts';
import { checkAccepted } from './requests/accepted.ts';
import { checkRefusals } from './requests/refused.ts';
import { type ResultOptions, toSpecResult } from './spec-result.ts';
import { explainUnprovoked } from './unprovoked.ts';
import { askRefusal, createFamiliarity, type Familiarity } from './wrong-address.ts';

type RunOptions = ClientsOptions & ResultOptions;

/** The parts of a run, in the order in which each can rely on the one before. */
const PARTS: readonly ((client: Client) => Promise<void>)[] = [
  checkRelations,
  checkAccepted,
  checkRefusals,
  checkCredentials,
];

/** A run that is planned and has not begun. */
interface PlannedRun {
  /** The most requests that it sends, but for those that have to be sent again. */
  mostRequests(): number;
  run(): Promise<SpecResult>;
}

/** Holds a target against a spec: every operation that is safe to call. */
export function runSpec(options: RunOptions): Promise<SpecResult> {
  return planRun(options).run();
}

/** The same in two steps: how much it is, then to do it. */
export function planRun(options: RunOptions): PlannedRun {
  const operations = options.spec.operations.filter((one) => one.safe && canAnswer(one));
  const contact = createContact();
  const familiarity = createFamiliarity();
  const announced = createAnnounced();
  const clients = createClients(options, operations, { contact, familiarity, announced });
  return {
    mostRequests() {
      announced.most = mostRequests(clients.values());
      return announced.most;
    },
    run: () => runClients(options, clients, { contact, familiarity }),
  };
}

async function runClients(
  options: RunOptions,
  clients: ReadonlyMap<Operation, Client>,
  { contact, familiarity }: { readonly contact: Contact; readonly familiarity: Familiarity },
): Promise<SpecResult> {
  const { target } = options;
  const start = performance.now();
  const logs = [...clients.values()].map(({ log }) => log);
  let stopped: SpecResult['stopped'];
  for (const client of clients.values()) {
    if (stopped) explainStop(client.log, stopped.message, reasonOf(stopped));
    else stopped = await runParts(client, familiarity);
  }
  contact.end();
  const isStopped = stopped !== undefined && stopped.why !== 'budget';
  const wrong = isStopped || !target.live ? undefined : familiarity.problem(target.name);
  if (wrong !== undefined) {
    stopped = { operation: logs[0]?.operation.id ?? '', why: 'wrong-address', message: wrong };
    for (const { ledger } of logs) ledger.forget('stopped', wrong);
  }
  return toSpecResult(options, logs, stopped, performance.now() - start);
}

async function runParts(client: Client, familiarity: Familiarity): Promise<SpecResult['stopped']> {
  try {
    for (const part of client.target.steers ? [...PARTS, checkPreferred] : PARTS)
      await unlessGivenUp(client.log, [], () => part(client));
    // An app in this process has no address that could be wrong.
    if (client.target.live && familiarity.isForeign) await askRefusal(client);
    explainUnprovoked(client.log);
    explainGivenUp(client.log);
    return undefined;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    explainStop(client.log, error.message, reasonOf(error));
    return { operation: client.operation.id, why: error.why, message: error.message };
  }
}

function reasonOf({ why }: Pick<Stopped, 'why'>): Reason {
  return why === 'budget' ? 'budget' : 'stopped';
}
