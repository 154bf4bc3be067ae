import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRecording, createReplay, type Recording } from '../../src/create-playback.ts';
import type { RecordOptions } from '../../src/playback-options.ts';
import type { Fixture } from '../../src/record/fixture.ts';
import type { PlaybackEvent } from '../../src/record/playback/playback-event.ts';
import { withServer } from '../cli/_loopback.ts';

export const folder = () => mkdtemp(join(tmpdir(), 'confab-'));

export type Answer = (outgoing: ServerResponse, incoming: IncomingMessage) => unknown;

/** JSON with status 200. */
export const answerJson =
  (value: unknown): Answer =>
  (outgoing) => {
    const body = JSON.stringify(value);
    outgoing.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    });
    outgoing.end(body);
  };

export interface Stage {
  readonly recording: Recording;
  readonly url: string;
  readonly out: string;
  readonly told: PlaybackEvent[];
  /** How often the real service was asked. */
  readonly asked: () => number;
}

/** A real service, and a recording in front of it. */
export async function withRecording<T>(
  vendor: string,
  answer: Answer,
  use: (stage: Stage) => Promise<T>,
  options: Partial<RecordOptions> = {},
): Promise<T> {
  let count = 0;
  return withServer(
    (incoming, outgoing) => {
      count += 1;
      answer(outgoing, incoming);
    },
    async (upstream) => {
      const out = options.out ?? (await folder());
      const told: PlaybackEvent[] = [];
      const recording = await createRecording({
        vendors: [vendor],
        url: upstream,
        out,
        env: {},
        tell: (one) => told.push(one),
        ...options,
      });
      const { url } = await recording.listen();
      try {
        return await use({ recording, url, out, told, asked: () => count });
      } finally {
        await recording.close().catch(() => {});
      }
    },
  );
}

/** The recordings of a folder, listening. */
export async function withReplay<T>(
  vendor: string,
  out: string,
  use: (url: string, told: PlaybackEvent[]) => Promise<T>,
  options: Partial<Parameters<typeof createReplay>[0]> = {},
): Promise<T> {
  const told: PlaybackEvent[] = [];
  const replay = await createReplay({
    vendors: [vendor],
    fixtures: [out],
    env: {},
    tell: (one) => told.push(one),
    ...options,
  });
  const { url } = await replay.listen();
  try {
    return await use(url, told);
  } finally {
    await replay.close();
  }
}

/** All files of a folder, by their names below it. */
export async function filesOf(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Map(files.map((file, index) => [file.slice(root.length + 1), texts[index] as string]));
}

export async function fixturesOf(root: string): Promise<Fixture[]> {
  return [...(await filesOf(root)).entries()].sort().map(([, text]) => JSON.parse(text) as Fixture);
}
