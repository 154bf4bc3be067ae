/** The request that a printed curl command makes; throws for what is not understood. */
export function readCurl(command: string): {
  readonly method: string;
  readonly url: string;
  readonly headers: [name: string, value: string][];
  readonly body: string | FormData | undefined;
};
