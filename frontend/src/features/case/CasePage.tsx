import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { meQuery } from "../../api/queries";
import { caseQuery } from "../../api/staff";
import type { CaseView } from "../../api/types";
import { paths } from "../../app/paths";
import { Button } from "../../ui/button";
import { CaseStatusTag } from "../../ui/case-status";
import { formatInstant } from "../../ui/format";
import { IdentityStrip } from "../../ui/identity-strip";
import { LoadProblemPage } from "../../ui/load-problem";
import "../../ui/narrow-tabs.scss";
import { OutcomeBanner } from "../../ui/outcome-banner";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { type Tab, Tabs } from "../../ui/tabs";
import { Accesses } from "./Accesses";
import "./case.scss";
import { Documents } from "./documents/Documents";
import { NotificationsAsSent } from "./NotificationsAsSent";
import { Overview } from "./Overview";
import { People } from "./People";
import { Professionals } from "./Professionals";
import { Timeline } from "./Timeline";
import { usePrinting } from "./usePrinting";

const route = getRouteApi("/staff/cases/$id");

export default function CasePage() {
  const { id } = route.useParams();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const loaded = useQuery(caseQuery(id));
  const me = useQuery(meQuery);
  const printing = usePrinting();

  if (loaded.isPending) return <Loading text="Loading the case" />;
  if (!loaded.data) return <LoadProblemPage error={loaded.error} onRetry={() => loaded.refetch()} />;
  const { view } = loaded.data;
  const may = (permission: string) => me.data?.permissions.includes(permission) ?? false;

  // On paper there is nothing to click: what is already on the page is printed section by section.
  const onPaper = sections(view);
  const live: Tab[] = [
    ...(may("list_documents")
      ? [{ id: "documents", label: "Documents", content: <Documents caseId={id} /> }]
      : []),
    ...(may("read_timeline")
      ? [{ id: "timeline", label: "Timeline", content: <Timeline caseId={id} /> }]
      : []),
    ...(may("read_accesses")
      ? [{ id: "accesses", label: "Who has looked", content: <Accesses caseId={id} /> }]
      : []),
  ];

  return (
    <Page key={id} title={`Case ${view.reference}`} wide>
      <p className="oc-no-print">
        <Link className="nhsuk-back-link" to={paths.cases} activeOptions={{ exact: true }}>
          All cases
        </Link>
      </p>
      <OutcomeBanner />
      <div className="oc-case-heading">
        <h1>Case {view.reference}</h1>
        <div className="oc-no-print">
          <Button variant="secondary" small onClick={() => window.print()}>
            Print
          </Button>
        </div>
      </div>
      <IdentityStrip
        label={`Case ${view.reference}`}
        name={view.child_name}
        nhsNumber={view.nhs_number}
        nhsNumberMissing={view.child.nhs_number_missing_reason}
        age={view.age_text || view.child.age_text}
        dateOfBirth={view.child.date_of_birth}
        dateOfDeath={view.date_of_death}
      />
      <p className="oc-case-status">
        <span className="nhsuk-u-visually-hidden">Status: </span>
        <CaseStatusTag code={view.status} label={view.status_label} /> {view.area.name}
      </p>
      {printing ? (
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
      ) : (
        <Tabs
          label={`Sections of case ${view.reference}`}
          selected={tab ?? "overview"}
          onSelect={(next) => navigate({ search: next === "overview" ? {} : { tab: next }, replace: true })}
          tabs={[...onPaper, ...live]}
        />
      )}
    </Page>
  );
}

const sections = (view: CaseView): Tab[] => [
  { id: "overview", label: "Overview", content: <Overview view={view} /> },
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
