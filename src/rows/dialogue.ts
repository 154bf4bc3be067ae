import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { createPicker, hashIndex } from '../text/hash.ts';
import type { Column, ColumnContext } from './columns.ts';
import { followUp, reply, task } from './phrases.ts';

/** Of so many dialogues, one opens with what a system message tells the assistant to be. */
const WITH_TASK = 8;

/** One to three questions with their answers; the first question is the sibling field's text. */
export function dialogueColumn(
  opening: string,
  schema: JsonObject,
  salt: number,
  context: ColumnContext,
): Column {
  const question = context.sibling(opening);
  const first = question.whole ?? question.text;
  const allowsTask = allowsRole('system', schema, context);
  return {
    text(index) {
      const pick = createPicker(hashIndex(salt, index));
      const turns = 1 + pick(3);
      const messages: { role: string; content: string }[] = [];
      let asked = JSON.parse(first(index)) as string;
      for (let turn = 0; turn < turns; turn += 1) {
        if (turn > 0) asked = followUp(pick, asked);
        messages.push({ role: 'user', content: asked }, { role: 'assistant', content: reply(pick, asked) });
      }
      if (allowsTask && pick(WITH_TASK) === 0)
        messages.unshift({ role: 'system', content: task(pick, asked) });
      return JSON.stringify(messages);
    },
  };
}

/** Whether the schema of a message lets its role be this one. */
function allowsRole(role: Json, schema: JsonObject, { schemas }: ColumnContext): boolean {
  const { enum: listed, const: fixed } = schemas.resolve(schemas.at(schema, ['0', 'role']));
  if (fixed !== undefined) return fixed === role;
  return Array.isArray(listed) ? listed.includes(role) : isObject(schemas.at(schema, ['0', 'role']));
}
