/** No document that is known nests a hundred levels. Far deeper ones overflow the stack of those who walk them. */
export const MOST_LEVELS = 300;

export const TOO_DEEP = `this is nested too deeply: at most ${MOST_LEVELS} levels of objects and lists are read`;
