import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Problem } from "../../api/client";
import { countsQuery, meQuery } from "../../api/queries";
import { caseQuery } from "../../api/staff";
import { transfersOfCaseQuery } from "../../api/transfers";
import type { CaseView } from "../../api/types";
import { paths } from "../../app/paths";
import { Button } from "../../ui/button";
import { CaseStatusTag } from "../../ui/case-status";
import { leaveWord } from "../../ui/flash";
import { formatInstant } from "../../ui/format";
import { LoadProblemPage } from "../../ui/load-problem";
import { CaseIdentity } from "../../ui/record-identity";
import "../../ui/narrow-tabs.scss";
import { Tag } from "../../ui/notices";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { type Tab, Tabs } from "../../ui/tabs";
import { Collated, CollatedOnPaper, Requests } from "../asking/parts";
import { EmergencyBanner, EmergencyWay, WhoMaySee } from "../restriction/parts";
import { Left, OfferBanner, Transfers, waitingOffer } from "../transfer/parts";
import { Accesses } from "./Accesses";
import { Areas } from "./Areas";
import "./case.scss";
import { Chronology } from "./Chronology";
import { Documents } from "./documents/Documents";
import { FamilyContact } from "./FamilyContact";
import { Household } from "./Household";
import { Links } from "./Links";
import { ContinuesAs, Includes, Merges } from "./Merges";
import { NationalDatabase } from "./NationalDatabase";
import { Notes } from "./Notes";
import { NotificationsAsSent } from "./NotificationsAsSent";
import { Overview } from "./Overview";
import { People } from "./People";
import { Processes } from "./Processes";
import { Professionals } from "./Professionals";
import { Team } from "./Team";
import { Timeline } from "./Timeline";
import { Triage } from "./Triage";
import { usePrinting } from "./usePrinting";

const route = getRouteApi("/staff/cases/$id");

export default function CasePage() {
  const { id } = route.useParams();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const loaded = useQuery(caseQuery(id));
  const me = useQuery(meQuery);
  const may = (permission: string) => me.data?.permissions.includes(permission) ?? false;
  const transfers = useQuery({ ...transfersOfCaseQuery(id), enabled: may("read_transfers") });
  const printing = usePrinting();
  const queryClient = useQueryClient();
  const [words, setWords] = useState(0);

  if (loaded.isPending) return <Loading text="Loading the case" />;
  // A case that may no longer be seen goes from the screen too, though it was read before.
  const gone = loaded.error instanceof Problem && loaded.error.status === 404;
  if (!loaded.data || gone) {
    const problem = (
      <LoadProblemPage error={loaded.error} onRetry={() => loaded.refetch()}>
        {may("break_glass") && <EmergencyWay />}
        <p>
          <Link to={paths.cases}>Go to the list of cases</Link>
        </p>
      </LoadProblemPage>
    );
    return gone && may("read_transfers") ? <Left kind="case" id={id} otherwise={problem} /> : problem;
  }
  const { view, etag } = loaded.data;
  const offer = waitingOffer(transfers.data);

  /** The case changed on this page: it is read again, and what was done is said at its top. */
  const changed = async (word: string) => {
    await queryClient.invalidateQueries({ queryKey: ["case"] });
    queryClient.invalidateQueries({ queryKey: ["cases"] });
    queryClient.invalidateQueries({ queryKey: countsQuery.queryKey });
    leaveWord(word);
    setWords((count) => count + 1);
  };

  const record = may("read_case_record") ? recordOf(id) : [];
  const elsewhere = (
    <>
      <Areas view={view} etag={etag} transfers={transfers.data ?? []} />
      {transfers.data && <Transfers view={view} transfers={transfers.data} />}
      <Merges view={view} etag={etag} onUnmerged={changed} />
    </>
  );
  const next = (
    <>
      <Triage view={view} etag={etag} onChanged={changed} />
      {may("read_case_record") && <NationalDatabase caseId={id} />}
    </>
  );
  const told = sections(view, may("read_links") ? id : null, next, elsewhere);
  const byId = (tabs: Tab[], wanted: string) => tabs.filter((one) => one.id === wanted);
  const recordOr = (wanted: string) => [...byId(record, wanted), ...byId(told, wanted)].slice(0, 1);
  // Who the child was and who knew them; then what the review gathers; then how it was worked on.
  const tabs: Tab[] = [
    ...byId(told, "overview"),
    ...recordOr("people"),
    ...recordOr("professionals"),
    ...(may("read_requests") ? asked(id, may("send_requests"), <Collated caseId={id} />) : []),
    ...byId(record, "chronology"),
    ...byId(record, "processes"),
    ...byId(record, "family"),
    ...(may("list_documents")
      ? [{ id: "documents", label: "Documents", content: <Documents caseId={id} /> }]
      : []),
    ...(may("read_notes") ? [{ id: "notes", label: "Notes", content: <Notes caseId={id} /> }] : []),
    ...byId(told, "notifications"),
    ...(may("read_timeline")
      ? [{ id: "timeline", label: "Timeline", content: <Timeline caseId={id} /> }]
      : []),
    ...(may("read_accesses")
      ? [{ id: "accesses", label: "Who has looked", content: <Accesses caseId={id} /> }]
      : []),
    { id: "restriction", label: "Who may see it", content: <WhoMaySee caseId={id} /> },
  ];
  // On paper there is nothing to click. A part of the record is printed by itself, everything else as the notification told it.
  // Notes are in neither.
  const printable = [
    ...record,
    ...(may("read_requests") ? asked(id, false, <CollatedOnPaper caseId={id} />) : []),
  ];
  const alone = byId(printable, tab ?? "overview");
  const onPaper = alone.length > 0 ? alone : sections(view, null, next, elsewhere);

  return (
    <Page key={id} title={`Case ${view.reference}`} wide>
      <p className="oc-no-print">
        <Link className="nhsuk-back-link" to={paths.cases} activeOptions={{ exact: true }}>
          All cases
        </Link>
      </p>
      <OutcomeBanner key={words} takeFocus={words > 0} />
      <ContinuesAs view={view} />
      {offer && <OfferBanner transfer={offer} onWithdrawn={changed} />}
      {view.emergency_until && (
        <EmergencyBanner until={view.emergency_until} onEnd={() => loaded.refetch()} />
      )}
      <div className="oc-case-heading">
        <h1>Case {view.reference}</h1>
        <div className="oc-no-print">
          <Button variant="secondary" small onClick={() => window.print()}>
            Print
          </Button>
        </div>
      </div>
      <CaseIdentity view={view} />
      <p className="oc-case-status">
        <span className="nhsuk-u-visually-hidden">Status: </span>
        <CaseStatusTag code={view.status} label={view.status_label} />{" "}
        {view.restricted && (
          <>
            <Tag colour="purple">Restricted</Tag>{" "}
          </>
        )}
        {view.area.name}
      </p>
      <Includes view={view} />
      {printing && (
        <>
          {onPaper.map((section) => (
            <section key={section.id} aria-labelledby={`print-${section.id}`}>
              <h2 id={`print-${section.id}`}>{section.label}</h2>
              {section.content}
            </section>
          ))}
          <p className="nhsuk-body-s">
            Confidential. Printed {me.data ? `by ${me.data.name} ` : ""}on{" "}
            {formatInstant(new Date().toISOString())}.
          </p>
        </>
      )}
      {/* The tabs stay while the page is printed: what is typed in a form must not be lost to it. */}
      <div className="oc-no-print oc-many-tabs">
        <Tabs
          label={`Sections of case ${view.reference}`}
          selected={tab ?? "overview"}
          onSelect={(next) => navigate({ search: next === "overview" ? {} : { tab: next }, replace: true })}
          tabs={tabs}
        />
      </div>
    </Page>
  );
}

/** What the notification told. `next` is what has to be done first; `elsewhere` says where else the case is and was; `linked` is
 * the case whose links are shown beside it, where the person may see links. */
const sections = (view: CaseView, linked: string | null, next: ReactNode, elsewhere: ReactNode): Tab[] => [
  {
    id: "overview",
    label: "Overview",
    content: (
      <>
        <Overview view={view}>{next}</Overview>
        {elsewhere}
        {linked && <Links caseId={linked} />}
      </>
    ),
  },
  { id: "people", label: "People", content: <People people={view.people} /> },
  {
    id: "professionals",
    label: "Professionals",
    content: <Professionals professionals={view.professionals} />,
  },
  {
    id: "notifications",
    label: "Notifications",
    content: <NotificationsAsSent view={view} />,
  },
];

/** What agencies are asked, and what is made of their answers. */
const asked = (id: string, mayAsk: boolean, collated: ReactNode): Tab[] => [
  { id: "requests", label: "Requests", content: <Requests caseId={id} mayAsk={mayAsk} /> },
  { id: "collated", label: "Collated record", content: collated },
];

/** The case record: what people add to what the notification told. */
const recordOf = (id: string): Tab[] => [
  { id: "people", label: "Family and household", content: <Household caseId={id} /> },
  { id: "professionals", label: "Professionals", content: <Team caseId={id} /> },
  { id: "chronology", label: "Chronology", content: <Chronology caseId={id} /> },
  { id: "processes", label: "Other reviews", content: <Processes caseId={id} /> },
  { id: "family", label: "Family contact", content: <FamilyContact caseId={id} /> },
];
