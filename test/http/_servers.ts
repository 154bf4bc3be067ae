import { createReplay } from '../../src/create-playback.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { PlaybackEvent } from '../../src/record/playback/playback-event.ts';
import { answerJson, folder, withRecording } from '../record/_recording.ts';

export const KEY = { CONFAB_GPTBOTS_KEY: 'app-the-users-own-key' };

export interface Server {
  readonly url: string;
  readonly told: PlaybackEvent[];
  /** How often the real service was asked. */
  readonly asked: () => number;
  close(): Promise<unknown>;
}

const allowHosts = ['confab', '*.test'];

async function recorder(mode: 'missing' | 'all' | 'through' | 'compare' | 'replay'): Promise<Server> {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return new Promise((ready, failed) => {
    const whole = folder().then((out) =>
      withRecording(
        'gptbots',
        answerJson({ list: [], total: 0 }),
        async (stage) => {
          ready({
            ...stage,
            close: () => {
              end();
              return whole;
            },
          });
          await ended;
        },
        { mode, allowHosts, env: KEY, out },
      ),
    );
    whole.catch(failed);
  });
}

/** Everything of ours that listens, each in front of one vendor. */
export const SERVERS: Record<string, () => Promise<Server>> = {
  mock: async () => {
    const mock = await createMock({ vendors: ['gptbots'], allowHosts });
    const { url } = await mock.listen();
    return { url, told: [], asked: () => 0, close: mock.close };
  },
  'record --mode missing': () => recorder('missing'),
  'record --mode through': () => recorder('through'),
  replay: async () => {
    const told: PlaybackEvent[] = [];
    const replay = await createReplay({
      vendors: ['gptbots'],
      fixtures: [await folder()],
      fallback: 'mock',
      allowHosts,
      tell: (one) => told.push(one),
    });
    const { url } = await replay.listen();
    return { url, told, asked: () => 0, close: replay.close };
  },
};
