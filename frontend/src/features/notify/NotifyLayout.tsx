import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
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
  // All at once: one after the other would be three journeys to the server before anything is shown.
  const draft = useQuery(currentDraftQuery);
  const forms = useQuery(formsQuery);
  const missing = draft.error instanceof Problem && [401, 403, 404].includes(draft.error.status);
  const held = missing ? null : (draft.data ?? null);
  // A draft stays with the version of the form it was begun on; a new one takes the current version.
  const current = forms.data?.items.find((form) => form.id === formId)?.current_version;
  const version = draft.isPending ? undefined : (held?.form_version ?? current);
  const form = useQuery({ ...formQuery(formId, version ?? 1), enabled: version !== undefined });

  if (draft.error && !missing) throw draft.error;
  if (forms.error && version === undefined) throw forms.error;
  if (form.error) throw form.error;
  if (version === undefined || !form.data) return <Loading text="Opening the form" />;
  return <Journey key={form.data.version} form={form.data} draft={held} />;
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
