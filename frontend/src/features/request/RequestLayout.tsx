import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { formQuery } from "../../api/queries";
import { askedRequestQuery, visitQuery } from "../../api/requests";
import type { FieldError, FormDefinition } from "../../api/types";
import type { AskedRequest } from "../../api/types-requests";
import { paths } from "../../app/paths";
import { onlySections } from "../../forms/journey";
import { Loading } from "../../ui";
import { LoadProblemPage } from "../../ui/load-problem";
import { AnswerStore } from "./answer-store";
import { AnsweringProvider } from "./context";
import { SaveNotices } from "./SaveNotices";
import { useAnswerSaving } from "./use-answer-saving";

const route = getRouteApi("/asked/requests/$id");

/** Loads one request with its form, and keeps what is typed for every page of it. */
export default function RequestLayout() {
  const { id } = route.useParams();
  const request = useQuery(askedRequestQuery(id));
  const view = request.data;
  const form = useQuery({
    ...formQuery(view?.form ?? "", view?.form_version ?? 0),
    enabled: view !== undefined,
  });
  const failed = view ? form : request;
  if (failed.error && !failed.data) {
    return (
      <LoadProblemPage error={failed.error} onRetry={() => void failed.refetch()}>
        <p>
          <Link to={paths.home}>Go to the home page</Link>
        </p>
      </LoadProblemPage>
    );
  }
  if (!view || !form.data) return <Loading text="Opening the request" />;
  return <Answering key={`${view.id} ${view.form_version}`} view={view} form={form.data} />;
}

const storeKey = (id: string) => ["answer-store", id];

/** The store of a request. What could not be saved yet survives a look at other pages, and goes with the sign-out. */
function storeOf(queryClient: QueryClient, view: AskedRequest, form: FormDefinition): AnswerStore {
  const kept = queryClient.getQueryData<AnswerStore>(storeKey(view.id));
  if (kept && kept.form.version === form.version) return kept;
  const asked = onlySections(
    form,
    view.sections.map((section) => section.id),
  );
  const store = new AnswerStore(view.id, asked, view.answers, view.facts);
  queryClient.setQueryDefaults(storeKey(view.id), { gcTime: Number.POSITIVE_INFINITY });
  queryClient.setQueryData(storeKey(view.id), store);
  return store;
}

function Answering({ view, form }: { view: AskedRequest; form: FormDefinition }) {
  const queryClient = useQueryClient();
  const [store] = useState(() => storeOf(queryClient, view, form));
  const [found, setFound] = useState<FieldError[]>([]);
  const visiting = queryClient.getQueryData(visitQuery.queryKey) !== undefined;
  useAnswerSaving(store);

  useEffect(() => store.absorb(view.answers), [store, view.answers]);

  const context = useMemo(() => ({ view, store, found, setFound, visiting }), [view, store, found, visiting]);
  return (
    <AnsweringProvider value={context}>
      <SaveNotices />
      <Outlet />
    </AnsweringProvider>
  );
}
