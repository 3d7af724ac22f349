import { ConnectionLost, Problem } from "../../api/client";
import { saveAnswers } from "../../api/requests";
import type { Answers, FieldError, FormDefinition } from "../../api/types";
import type { AnswerChange, GivenAnswer, SavedAnswers } from "../../api/types-requests";
import { situation } from "../../forms/journey";
import { savable } from "../../forms/validate";
import { asRows, isAnswered, sameAnswer } from "../../forms/value";
import { assemble, entryOf, type Key, keyOf, keyOfPointer, partsOf, withoutId } from "./entries";

export type SaveState = "idle" | "saving" | "saved" | "lost" | "ended" | "refused";

export interface AnswerState {
  /** The answers as they stand here: what the team saved, with what was typed and is not saved yet. */
  answers: Answers;
  save: SaveState;
  savedAt: string | null;
  /** What a colleague saved where something else was typed here: a person has to choose. */
  conflicts: ReadonlyMap<Key, GivenAnswer>;
  /** What the server would not take, until it is changed. */
  refused: readonly FieldError[];
  /** Why nothing at all could be saved, when that is no matter of one answer. */
  problem: Problem | null;
}

const mostAtOnce = 200;

/** The answers to one request: what the team has saved, what is typed here, and how the two are brought together.
 * Each question and each row is saved by itself, so that nobody is overwritten. Kept in memory only. */
export class AnswerStore {
  private readonly saved = new Map<Key, GivenAnswer>();
  private readonly typed = new Map<Key, unknown>();
  private readonly conflicts = new Map<Key, GivenAnswer>();
  private readonly refused = new Map<Key, { value: unknown; errors: FieldError[] }>();
  /** What was sent, and perhaps kept although no answer came back. */
  private readonly sent = new Map<Key, unknown[]>();
  private readonly listeners = new Set<() => void>();
  private queue: Promise<unknown> = Promise.resolve();
  private state: AnswerState;

  constructor(
    readonly requestId: string,
    readonly form: FormDefinition,
    given: GivenAnswer[],
    private readonly facts: Answers = {},
  ) {
    for (const one of given) this.saved.set(entryOf(one), one);
    const times = given.map((one) => one.saved_at).sort();
    const nothing = { conflicts: new Map(), refused: [], problem: null };
    this.state = { answers: {}, save: "idle", savedAt: times.at(-1) ?? null, ...nothing };
    this.change({});
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = () => this.state;

  private change(part: Partial<AnswerState>) {
    this.state = {
      ...this.state,
      answers: assemble(this.form, this.entries()),
      conflicts: new Map(this.conflicts),
      refused: [...this.refused.values()].flatMap((one) => one.errors),
      ...part,
    };
    for (const listener of this.listeners) listener();
  }

  private entries(): Map<Key, unknown> {
    const entries = new Map<Key, unknown>([...this.saved].map(([key, given]) => [key, given.value]));
    for (const [key, value] of this.typed) entries.set(key, value);
    return entries;
  }

  /** An answer, or a row without its id; null clears it or takes the row out. */
  set(key: Key, value: unknown) {
    const theirs = this.saved.get(key);
    if (theirs && sameAnswer(theirs.value, value)) {
      this.typed.delete(key);
      this.conflicts.delete(key);
      // An empty new row stays in sight while it is being written; it is saved once it says something.
    } else this.typed.set(key, value);
    this.refused.delete(key);
    this.change({});
  }

  /** Chooses between what was typed here and what a colleague saved. */
  choose(key: Key, whose: "mine" | "theirs") {
    this.conflicts.delete(key);
    if (whose === "theirs") this.typed.delete(key);
    this.change({});
    void this.save();
  }

  savedBy(key: Key): GivenAnswer | null {
    return this.saved.get(key) ?? null;
  }

  /** What is to be saved: new, of the right type, and waiting for nobody's choice. */
  private unsaved(): AnswerChange[] {
    const fit = savable(situation(this.form, this.state.answers, this.facts));
    const changes: AnswerChange[] = [];
    for (const [key, value] of this.typed) {
      if (this.conflicts.has(key)) continue;
      const refusal = this.refused.get(key);
      if (refusal && sameAnswer(refusal.value, value)) continue;
      const { question, row } = partsOf(key);
      const theirs = this.saved.get(key);
      const send = isAnswered(value) ? fitValue(fit, question, row, value) : null;
      if (send === undefined || sameAnswer(send, theirs?.value)) continue;
      changes.push({ question, row, base_revision: theirs?.revision ?? 0, value: send });
    }
    return changes;
  }

  hasUnsaved = () => this.unsaved().length > 0;

  /** Whether something typed is on no server yet: to be saved, waiting for a choice, or not an answer yet. */
  holdsTyped = () => [...this.typed].some(([key, value]) => !sameAnswer(value, this.saved.get(key)?.value));

  /** Saves what is new, one request after another, so that a slow one never overtakes a later one. */
  save(): Promise<boolean> {
    const next = this.queue.then(() => this.saveNow());
    this.queue = next.catch(() => undefined);
    return next;
  }

  private async saveNow(): Promise<boolean> {
    for (let round = 0; round < 20; round += 1) {
      const changes = this.unsaved().slice(0, mostAtOnce);
      if (changes.length === 0) {
        if (this.state.save === "saving" || this.state.save === "lost") this.change({ save: "saved" });
        return this.conflicts.size === 0 && this.refused.size === 0;
      }
      this.change({ save: "saving", problem: null });
      this.remember(changes);
      try {
        this.settle(changes, await saveAnswers(this.requestId, changes));
      } catch (error) {
        if (!this.failed(error, changes)) return false;
      }
    }
    return false;
  }

  private remember(changes: AnswerChange[]) {
    for (const { question, row, value } of changes) {
      const key = keyOf(question, row);
      this.sent.set(key, [...(this.sent.get(key) ?? []), value]);
    }
  }

  private settle(changes: AnswerChange[], answer: SavedAnswers) {
    for (const given of answer.saved) this.take(given);
    for (const { theirs } of answer.conflicts) this.take(theirs);
    for (const { question, row } of changes) this.sent.delete(keyOf(question, row));
    this.change({ save: "saved", savedAt: answer.saved_at });
  }

  /** Takes over what the server holds now, and says so where something else is typed here. */
  private take(given: GivenAnswer) {
    const key = entryOf(given);
    const before = this.saved.get(key);
    if (before && before.revision > given.revision) return;
    const isNewer = !before || given.revision > before.revision;
    this.saved.set(key, given);
    if (!this.typed.has(key)) return;
    const typed = this.typed.get(key);
    if (sameAnswer(typed, given.value)) {
      this.typed.delete(key);
      this.conflicts.delete(key);
      return;
    }
    // What we sent ourselves is no colleague's, even when its answer never reached us and more was typed since.
    const ours = (this.sent.get(key) ?? []).some((value) => sameAnswer(value, given.value));
    const said = !before || !sameAnswer(before.value, given.value);
    if (isNewer && !ours && said) this.conflicts.set(key, given);
  }

  /** Takes over what the team has saved meanwhile. */
  absorb(given: GivenAnswer[]) {
    const news = given.filter((one) => (this.saved.get(entryOf(one))?.revision ?? 0) < one.revision);
    for (const one of news) this.take(one);
    const again = this.state.save === "lost" || this.state.save === "ended";
    if (news.length > 0) this.change({});
    // It was read just now, so there is a connection and a session again.
    if (again) void this.save();
  }

  /** Whether there is something left to save in spite of it. */
  private failed(error: unknown, changes: AnswerChange[]): boolean {
    if (error instanceof ConnectionLost || (error instanceof Problem && error.status >= 500)) {
      this.change({ save: "lost" });
      return false;
    }
    if (error instanceof Problem && error.status === 429) {
      this.change({ save: "lost" });
      return false;
    }
    if (error instanceof Problem && error.status === 401) {
      this.change({ save: "ended" });
      return false;
    }
    if (!(error instanceof Problem)) throw error;
    for (const { question, row } of changes) this.sent.delete(keyOf(question, row));
    // Nothing of what came together was saved; what nobody objects to is sent again without the rest.
    let held = 0;
    for (const { question, row } of changes) {
      const key = keyOf(question, row);
      const errors = error.errors.filter((one) => keyOfPointer(one.pointer) === key);
      if (errors.length === 0) continue;
      this.refused.set(key, { value: this.typed.get(key), errors });
      held += 1;
    }
    this.change(held > 0 ? { save: "refused" } : { save: "refused", problem: error });
    return held > 0;
  }

  /** Sends what is unsaved without waiting for anything, because the page is being closed. */
  farewell() {
    const changes = this.unsaved().slice(0, mostAtOnce);
    if (changes.length === 0) return;
    // What is under way will have been taken by then, so the next revision builds on it.
    const base = (one: AnswerChange) =>
      this.sent.has(keyOf(one.question, one.row)) ? one.base_revision + 1 : one.base_revision;
    const last = changes.map((one) => ({ ...one, base_revision: base(one) }));
    this.remember(changes);
    saveAnswers(this.requestId, last).then(
      (answer) => this.settle(changes, answer),
      () => undefined,
    );
  }
}

function fitValue(fit: Answers, question: string, row: string | null, value: unknown): unknown {
  if (row === null) return fit[question];
  const found = asRows(fit[question]).find((one) => one.row === row);
  if (found) return withoutUndefined(withoutId(found));
  // A row of a group that is hidden now: kept as it is.
  return value;
}

const withoutUndefined = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => isAnswered(value)));
