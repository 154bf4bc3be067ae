/** Answers that are held up, for a while or for ever. */
export interface Holds {
  /** Resolves after so many seconds (undefined: never), when the client has left, or when all are let go. */
  hold(seconds: number | undefined, left: AbortSignal): Promise<void>;
  /** Lets go of all, and holds nothing up until it is told to. */
  release(): void;
  /** Holds up again. */
  resume(): void;
}

/** The waits of one server. Its end lets go of them: nobody should wait for an answer that is late on purpose. */
export function createHolds(): Holds {
  const held = new Set<() => void>();
  let isReleased = false;
  return {
    hold(seconds, left) {
      if (isReleased || left.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(go, seconds === undefined ? FOR_EVER : seconds * 1000);
        held.add(go);
        left.addEventListener('abort', go, { once: true });
        function go(): void {
          clearTimeout(timer);
          held.delete(go);
          left.removeEventListener('abort', go);
          resolve();
        }
      });
    },
    release() {
      isReleased = true;
      for (const go of [...held]) go();
    },
    resume() {
      isReleased = false;
    },
  };
}

/** The longest time that a timer takes. */
const FOR_EVER = 2 ** 31 - 1;
