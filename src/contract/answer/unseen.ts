import { isJson } from '../../spec/media-type.ts';
import type { MediaType, Operation, Spec } from '../../spec/spec.ts';
import type { Unseen } from '../check.ts';

/** Why a check of each response saw nothing: the document has nothing of the kind, or no response came that has. */
export function unseen(isDocumented: boolean, lack: string, none: string): Unseen {
  return isDocumented ? ['not-provoked', none] : ['not-declared', lack];
}

export function unseenBody(_: Spec, operation: Operation): Unseen {
  const isDocumented = mediaTypesOf(operation).length > 0;
  return unseen(isDocumented, 'no response has a body', 'no answer had a body that could be read');
}

export function unseenJson(_: Spec, operation: Operation): Unseen {
  const isDocumented = mediaTypesOf(operation).some(isJson);
  return unseen(isDocumented, 'no response has a body of JSON', 'no answer had a body of JSON');
}

export function mediaTypesOf({ responses }: Operation): MediaType[] {
  return [...responses.values()].flatMap(({ content }) => [...content.values()]);
}
