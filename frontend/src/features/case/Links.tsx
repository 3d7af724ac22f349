import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { endLink, linksQuery } from "../../api/record";
import type { LinkList } from "../../api/types";
import { paths } from "../../app/paths";
import { Button, ButtonGroup } from "../../ui/button";
import { formatInstant } from "../../ui/format";
import { Modal } from "../../ui/modal";
import { problemWords } from "../../ui/problem-words";
import { SummaryCard, SummaryList } from "../../ui/summary";
import type { Field } from "./record/fields";
import { Add, type Editing, Part } from "./record/Part";
import { RecordForm } from "./record/RecordForm";
import { Change, row } from "./record/rows";
import { choices } from "./record/words";

const fieldsOf = (list: LinkList, caseId: string): Field[] => [
  { id: "reference", kind: "case", label: "The other case", without: caseId },
  { id: "kind", kind: "radios", label: "Why do they belong together?", choices: choices(list.kinds) },
  { id: "words", kind: "text", label: "In a few words", optional: true },
];

/** Cases that this one belongs together with. Each person sees only links to cases they may know of. */
export function Links({ caseId }: { caseId: string }) {
  const query = useQuery(linksQuery(caseId));
  return (
    <Part query={query} loading="Loading linked cases">
      {(list, editing) => <List caseId={caseId} list={list} editing={editing} />}
    </Part>
  );
}

function List({ caseId, list, editing }: { caseId: string; list: LinkList; editing: Editing }) {
  // Whoever was led here to end a link is at its place once the links are there.
  useEffect(() => {
    if (window.location.hash === "#linked-cases") document.getElementById("linked-cases")?.scrollIntoView();
  }, []);
  const [ending, setEnding] = useState<LinkList["items"][number] | null>(null);
  const open = () =>
    editing.edit(({ onSaved, onCancel }) => (
      <RecordForm
        caseId={caseId}
        word="links"
        title="Link another case"
        intro={<p>Cases of another area cannot be linked yet.</p>}
        fields={fieldsOf(list, caseId)}
        row={null}
        saveLabel="Link the cases"
        onSaved={() => onSaved("The cases are linked. Whoever may open both sees the link on both.")}
        onCancel={onCancel}
      />
    ));
  return (
    <>
      <h2 className="nhsuk-heading-m" id="linked-cases">
        Linked cases
      </h2>
      {list.items.length === 0 && (
        <p>
          No linked case that you may see. Link the cases of twins, of brothers and sisters, or of children
          who died in the same event: each keeps its own review, and people who work on one know of the other.
        </p>
      )}
      {list.items.map((one) => (
        <SummaryCard
          key={one.id}
          title={one.kind_label}
          level={3}
          actions={
            list.may_change
              ? [
                  <Change
                    key="end"
                    id={one.id}
                    label="End the link"
                    of={one.case.reference}
                    onClick={() => setEnding(one)}
                  />,
                ]
              : []
          }
        >
          <SummaryList
            rows={[
              {
                key: "case",
                label: "Case",
                value: (
                  <Link to={paths.case} params={{ id: one.case.id }}>
                    {one.case.reference}, {one.child_name}
                  </Link>
                ),
              },
              ...row("Why", one.words),
              ...row("Linked", [formatInstant(one.linked_at), one.linked_by].filter(Boolean).join(" by ")),
            ]}
          />
        </SummaryCard>
      ))}
      {list.may_change && <Add id="add-link" label="Link another case" onClick={open} />}
      {ending && <End caseId={caseId} link={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

interface EndProps {
  caseId: string;
  link: LinkList["items"][number];
  onClose: () => void;
}

function End({ caseId, link, onClose }: EndProps) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    try {
      await endLink(caseId, link.id);
      // The other case shows the same link.
      await client.invalidateQueries({ queryKey: ["case"] });
      onClose();
    } catch (error) {
      setProblem(problemWords(error));
      setBusy(false);
    }
  };
  return (
    <Modal title={`End the link with ${link.case.reference}?`} onDismiss={onClose}>
      <p>Both cases stay as they are. That they were linked is kept in the audit log.</p>
      {problem && <p role="alert">{problem}</p>}
      <ButtonGroup>
        <Button variant="warning" busy={busy} onClick={end}>
          End the link
        </Button>
        <Button variant="secondary" onClick={onClose}>
          Keep it
        </Button>
      </ButtonGroup>
    </Modal>
  );
}
