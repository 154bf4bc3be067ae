// What the entries for test runners use of them. The runners are no dependency of this project; a user's own
// installation takes the place of these declarations.

declare module '@playwright/test' {
  type Matchers = Record<string, (received: never, ...args: never[]) => unknown>;
  export interface Expect<Extended = object> {
    (actual: unknown): unknown;
    extend<More extends Matchers>(matchers: More): Expect<Extended & More>;
  }
  export const expect: Expect;
}

declare module 'expect' {
  export interface Matchers<R extends void | Promise<void>, T = unknown> {}
}
