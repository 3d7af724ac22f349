import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { countsQuery, formQuery, formsQuery, meQuery } from "../../api/queries";
import { casesQuery } from "../../api/staff";
import type { Option } from "../../api/types";
import { LoadProblem } from "../../ui/load-problem";
import { allItems, showMore } from "../../ui/more";
import "../../ui/narrow-tabs.scss";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { LoadMore } from "../../ui/table";
import { Tabs } from "../../ui/tabs";
import { CaseTable } from "./CaseTable";
import { Filters } from "./Filters";
import { SearchBox } from "./SearchBox";
import { SearchResults } from "./SearchResults";
import "./caseload.scss";
import { defaultSort, type TabId, tabs } from "./words";

const route = getRouteApi("/staff/cases");
const formId = "notification";
// Kept in memory while the application is open, so that going back from a case finds the search again. Never in the address.
const searchKey = ["case-search-text"];

export default function CaseloadPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const queryClient = useQueryClient();
  const me = useQuery(meQuery);
  const counts = useQuery(countsQuery);
  const places = usePlaces();
  const [sought, setSought] = useState(() => queryClient.getQueryData<string>(searchKey) ?? "");
  const selected = tabs.find((one) => one.id === search.tab)?.id ?? "open";

  const seek = (text: string) => {
    queryClient.setQueryData(searchKey, text);
    setSought(text);
  };
  const count = (tab: TabId) => {
    const cases = counts.data?.cases;
    if (!cases) return null;
    if (tab === "open" || tab === "overdue") return cases[tab];
    const all = Object.values(cases.by_status).reduce((sum, one) => sum + one, 0);
    return tab === "all" ? all : all - cases.open;
  };
  // A status of one tab may not occur in another, so the choice of a tab lets go of it.
  const choose = (tab: string) =>
    navigate({
      search: (before) => ({ ...before, status: undefined, tab: tab === "open" ? undefined : tab }),
      replace: true,
    });

  return (
    <Page title="Cases" wide>
      <OutcomeBanner />
      <h1>Cases</h1>
      {me.data?.permissions.includes("search_cases") && (
        <SearchBox value={sought} onSearch={seek} onClear={() => seek("")} />
      )}
      {sought !== "" ? (
        <SearchResults text={sought} onClear={() => seek("")} />
      ) : (
        <Tabs
          label="Cases by where they stand"
          selected={selected}
          onSelect={choose}
          tabs={tabs.map(({ id, label, empty }) => ({
            id,
            label: count(id) === null ? label : `${label} (${count(id)})`,
            content: <CaseList key={id} tab={id} label={label} empty={empty} places={places} />,
          }))}
        />
      )}
    </Page>
  );
}

/** The places of death, in the words of the current form. */
function usePlaces(): Option[] {
  const forms = useQuery(formsQuery);
  const version = forms.data?.items.find((form) => form.id === formId)?.current_version;
  const form = useQuery({ ...formQuery(formId, version ?? 0), enabled: version !== undefined });
  return form.data?.lists.place ?? [];
}

interface CaseListProps {
  tab: TabId;
  label: string;
  empty: string;
  places: Option[];
}

function CaseList({ tab, label, empty, places }: CaseListProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { status, age_band, place, sort } = search;
  const list = useInfiniteQuery(casesQuery({ tab, status, age_band, place, sort: sort ?? defaultSort }));
  const items = allItems(list.data);
  const filtered = Boolean(status || age_band || place);

  return (
    <>
      <Filters
        // The boxes follow the address, also when a filter is taken away or one goes back.
        key={[tab, status, age_band, place, sort].join("|")}
        tab={tab}
        places={places}
        values={{ status, age_band, place, sort }}
        onChange={(values) => navigate({ search: { tab: tab === "open" ? undefined : tab, ...values } })}
      />
      {list.isPending && <Loading text="Loading the cases" />}
      {list.isError && !list.data && <LoadProblem error={list.error} onRetry={() => list.refetch()} />}
      {list.data && items.length === 0 && (
        <p role="status">{filtered ? "No case fits these filters. Remove one to see more." : empty}</p>
      )}
      {items.length > 0 && (
        <>
          <CaseTable caption={`${label} cases`} cases={items} />
          {list.isFetchNextPageError && (
            <LoadProblem error={list.error} onRetry={() => list.fetchNextPage()} />
          )}
          <LoadMore
            shown={items.length}
            noun={items.length === 1 ? "case" : "cases"}
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={() => showMore(list.fetchNextPage, (item) => item.id)}
          />
        </>
      )}
    </>
  );
}
