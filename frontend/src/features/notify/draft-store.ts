import { ConnectionLost, del, get, newKey, Problem, patch, post } from "../../api/client";
import type {
  Answers,
  Area,
  ChallengeSolution,
  DraftView,
  FormDefinition,
  NewDraftView,
  SaveDraft,
  SubmitNotification,
  SubmittedView,
} from "../../api/types";
import { situation } from "../../forms/journey";
import { savable } from "../../forms/validate";
import { changedAnswers, sameAnswer } from "../../forms/value";

export type SaveState = "idle" | "preparing" | "saving" | "saved" | "lost" | "refused";

export interface Notice {
  kind: "stale" | "expired";
  at: string;
}

export interface DraftState {
  /** Everything typed, saved or not. */
  answers: Answers;
  /** What the server holds. */
  draft: DraftView | null;
  /** Shown once: the server keeps only its hash. */
  resumeCode: string | null;
  save: SaveState;
  /** How much of the effort challenge is done, between 0 and 1. */
  progress: number;
  notice: Notice | null;
  /** The panel chosen by hand, where no postcode names one. */
  chosenArea: Area | null;
}

export type SaveOutcome = { done: true } | { done: false; problem: Problem | null };

type Prove = (onProgress: (share: number) => void) => Promise<ChallengeSolution>;

const fresh: DraftState = {
  answers: {},
  draft: null,
  resumeCode: null,
  save: "idle",
  progress: 0,
  notice: null,
  chosenArea: null,
};

/** The notification being written: what was typed, what the server has, and how the two are brought together.
 * Nothing is kept in the browser's storage. */
export class DraftStore {
  private state: DraftState = fresh;
  private readonly listeners = new Set<() => void>();
  private queue: Promise<unknown> = Promise.resolve();
  private creationKey = newKey();
  private submission = { key: newKey(), body: "" };

  constructor(
    readonly form: FormDefinition,
    private readonly prove: Prove,
    draft: DraftView | null = null,
  ) {
    if (draft) this.adopt(draft);
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = () => this.state;

  private change(part: Partial<DraftState>) {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }

  set(questionId: string, value: unknown) {
    this.change({ answers: { ...this.state.answers, [questionId]: value } });
  }

  chooseArea(area: Area | null) {
    this.change({ chosenArea: area });
  }

  dismissNotice() {
    this.change({ notice: null });
  }

  /** Takes over a draft as the server holds it, dropping what was typed. */
  adopt(draft: DraftView) {
    this.change({ ...fresh, draft, answers: draft.answers, chosenArea: draft.area, save: "saved" });
  }

  startAgain() {
    this.creationKey = newKey();
    this.submission = { key: newKey(), body: "" };
    this.change(fresh);
  }

  /** What is typed and right in form, or chosen, but not yet on the server. */
  private unsaved(): SaveDraft {
    const right = savable(situation(this.form, this.state.answers));
    const { draft, chosenArea } = this.state;
    const known = draft?.answers ?? {};
    const chosen = chosenArea?.id ?? null;
    return {
      answers: changedAnswers(known, { ...known, ...right }),
      ...(chosen === (draft?.area?.id ?? null) ? {} : { area_id: chosen }),
    };
  }

  hasUnsaved(): boolean {
    return !isEmpty(this.unsaved());
  }

  /** Saves what is new. */
  save(): Promise<SaveOutcome> {
    return this.inTurn(() => this.saveNow());
  }

  /** Deletes the draft, on the server and here. */
  discard(): Promise<void> {
    return this.inTurn(() => this.discardNow());
  }

  /** One request after another, so that a slow one never overtakes a later one. */
  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const next = this.queue.then(act);
    this.queue = next.catch(() => undefined);
    return next;
  }

  private async discardNow(): Promise<void> {
    try {
      await del("/notification-drafts/current");
    } catch (error) {
      // It has run out already, or an earlier try got through: either way it is gone.
      if (!(error instanceof Problem) || error.status !== 404) throw error;
    }
    // The page may stay a moment longer. With nothing unsaved, nothing can begin the draft anew.
    const { draft } = this.state;
    this.change({ answers: draft?.answers ?? {}, chosenArea: draft?.area ?? null, save: "saved" });
  }

  private async saveNow(): Promise<SaveOutcome> {
    const changed = this.unsaved();
    if (this.state.draft && isEmpty(changed)) {
      if (this.state.save !== "saved") this.change({ save: "saved" });
      return { done: true };
    }
    try {
      if (this.state.draft) await this.update(this.state.draft, changed);
      else await this.create(changed.answers);
    } catch (error) {
      return this.failed(error);
    }
    // Something newer came in from elsewhere: the person should see it before going on.
    return this.state.notice?.kind === "stale" && this.state.save === "idle"
      ? { done: false, problem: null }
      : { done: true };
  }

  private failed(error: unknown): SaveOutcome {
    if (error instanceof ConnectionLost || (error instanceof Problem && error.status >= 500)) {
      this.change({ save: "lost" });
      return { done: false, problem: error instanceof Problem ? error : null };
    }
    this.change({ save: "refused" });
    return { done: false, problem: error instanceof Problem ? error : null };
  }

  private async create(answers: Answers, isSecondTry = false): Promise<void> {
    this.change({ save: "preparing", progress: 0 });
    const challenge = await this.prove((progress) => this.change({ progress }));
    this.change({ save: "saving" });
    const body = { challenge, form_version: this.form.version, answers: withoutNulls(answers) };
    try {
      const { resume_code, ...draft } = await post<NewDraftView>("/notification-drafts", body, {
        idempotencyKey: this.creationKey,
      });
      this.creationKey = newKey();
      this.change({ draft, resumeCode: resume_code, save: "saved" });
    } catch (error) {
      this.creationKey = newKey();
      if (!(error instanceof Problem) || error.code !== "challenge_required" || isSecondTry) throw error;
      // The challenge ran out while it was being solved: a new one, once.
      await this.create(answers, true);
    }
  }

  private async update(draft: DraftView, changed: SaveDraft): Promise<void> {
    this.change({ save: "saving" });
    try {
      const saved = await patch<DraftView>("/notification-drafts/current", changed, {
        ifMatch: String(draft.revision),
      });
      this.change({ draft: saved, save: "saved", notice: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 412) return this.merge(draft, changed, error);
      if (error.status !== 404) throw error;
      // The draft has run out on the server. What is typed is still here, so it is saved afresh.
      this.change({ draft: null, resumeCode: null });
      await this.create(savable(situation(this.form, this.state.answers)));
      this.change({ notice: { kind: "expired", at: new Date().toISOString() } });
    }
  }

  /** The server has newer answers. If they are ours (its answer to us was lost) all is well; otherwise take them,
   * keep what was typed here, and say so. */
  private async merge(base: DraftView, changed: SaveDraft, problem: Problem): Promise<void> {
    const newer = (problem.body.current ??
      (await get<DraftView>("/notification-drafts/current"))) as DraftView;
    const answered = changed.answers;
    const ours =
      Object.keys(answered).every((key) => sameAnswer(answered[key], newer.answers[key])) &&
      (changed.area_id === undefined || changed.area_id === (newer.area?.id ?? null));
    const typed = changedAnswers(base.answers, this.state.answers);
    const answers = { ...newer.answers, ...typed };
    const chosenArea = changed.area_id === undefined ? newer.area : this.state.chosenArea;
    if (ours) this.change({ draft: newer, answers, chosenArea, save: "saved" });
    else {
      const notice = { kind: "stale", at: newer.saved_at } as const;
      this.change({ draft: newer, answers, chosenArea, save: "idle", notice });
    }
  }

  /** Sends the notification, to the panel chosen by hand if no postcode names one. Pressing twice, or trying again after a lost answer, sends it once. */
  async submit(areaId: string | null): Promise<SubmittedView> {
    const { answers, draft } = this.state;
    const notification: SubmitNotification = {
      form_version: this.form.version,
      answers: withoutNulls(answers),
      ...(areaId ? { area_id: areaId } : {}),
    };
    if (!draft) return this.send({ ...notification, challenge: await this.prove(() => undefined) });
    try {
      return await this.send({ ...notification, from_draft: true });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 404) throw error;
      // The draft ran out on the server; what is typed is all here, so it is sent without.
      return this.send({ ...notification, challenge: await this.prove(() => undefined) });
    }
  }

  private send(body: SubmitNotification): Promise<SubmittedView> {
    const text = JSON.stringify(body);
    if (this.submission.body !== text) this.submission = { key: newKey(), body: text };
    return post<SubmittedView>("/notifications", body, { idempotencyKey: this.submission.key, retries: 4 });
  }
}

const isEmpty = (changed: SaveDraft) =>
  changed.area_id === undefined && Object.keys(changed.answers).length === 0;

function withoutNulls(answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([, value]) => value !== null && value !== undefined),
  );
}
