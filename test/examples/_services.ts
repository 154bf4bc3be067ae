import { ANTHROPIC, SLACK, STRIPE, YOUTUBE } from './_body-services.ts';
import { SPRING } from './_flag-services.ts';
import { GITLAB, NETBOX } from './_link-services.ts';
import type { Service } from './_service.ts';

/** A server for each document of examples/. */
export const SERVICES: readonly Service[] = [ANTHROPIC, GITLAB, NETBOX, SLACK, SPRING, STRIPE, YOUTUBE];
