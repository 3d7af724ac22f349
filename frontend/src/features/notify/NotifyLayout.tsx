import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { Problem } from "../../api/client";
import { currentDraftQuery, formQuery, formsQuery } from "../../api/queries";
import type { DraftView, FormDefinition } from "../../api/types";
import { Loading } from "../../ui";
import { useAutosave } from "./autosave";
import { StoreProvider } from "./context";
import { DraftStore } from "./draft-store";
import { proveEffort } from "./proof";
import { SaveNotices } from "./SaveNotices";

const formId = "notification";

/** Loads the form and a saved draft, if this browser has one, and keeps both for every page of the journey. */
export default function NotifyLayout() {
  const draft = useQuery(currentDraftQuery);
  const missing = draft.error instanceof Problem && [401, 403, 404].includes(draft.error.status);
  if (draft.isPending) return <Loading text="Opening the form" />;
  if (draft.error && !missing) throw draft.error;
  return (
    <Suspense fallback={<Loading text="Opening the form" />}>
      <WithForm draft={missing ? null : (draft.data ?? null)} />
    </Suspense>
  );
}

// A draft stays with the version of the form it was begun on; a new one takes the current version.
function WithForm({ draft }: { draft: DraftView | null }) {
  const forms = useSuspenseQuery(formsQuery);
  const current = forms.data.items.find((form) => form.id === formId)?.current_version ?? 1;
  const form = useSuspenseQuery(formQuery(formId, draft?.form_version ?? current));
  return <Journey key={form.data.version} form={form.data} draft={draft} />;
}

function Journey({ form, draft }: { form: FormDefinition; draft: DraftView | null }) {
  const queryClient = useQueryClient();
  const [store] = useState(() => new DraftStore(form, proveEffort, draft));
  useAutosave(store, queryClient);
  return (
    <StoreProvider value={store}>
      <SaveNotices />
      <Outlet />
    </StoreProvider>
  );
}
