/** The outcome of an action, said on the page it leads to. Kept in memory for one page only, never in the browser. */
let waiting: string | null = null;

export function leaveWord(text: string) {
  waiting = text;
}

/** What was left, without taking it: a component may be rendered twice before it is on the page. */
export const readWord = () => waiting;

export function clearWord() {
  waiting = null;
}
