/** How each request is printed. */
export const LOG_FORMS = ['text', 'json', 'off'] as const;
export type LogForm = (typeof LOG_FORMS)[number];
