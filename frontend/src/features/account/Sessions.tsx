import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { endSession, sessionsQuery } from "../../api/staff";
import type { SessionSummary } from "../../api/types";
import { Button } from "../../ui/button";
import { Cell } from "../../ui/cell";
import { formatInstant } from "../../ui/format";
import { LoadProblem } from "../../ui/load-problem";
import { Tag } from "../../ui/notices";
import { problemWords } from "../../ui/problem-words";
import { Loading } from "../../ui/progress";
import { Table } from "../../ui/table";
import { deviceName } from "./words";

/** Every place this account is signed in, with a way to end the others. */
export function Sessions() {
  const list = useQuery(sessionsQuery);
  const queryClient = useQueryClient();
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);

  if (list.isPending) return <Loading text="Loading where you are signed in" />;
  if (!list.data) return <LoadProblem error={list.error} onRetry={() => list.refetch()} />;
  const others = list.data.items.filter((one) => !one.current);

  const end = async (sessions: SessionSummary[]) => {
    if (busy) return;
    setBusy(true);
    setSaid("");
    try {
      for (const session of sessions) await endSession(session.id);
      setSaid(
        sessions.length === 1
          ? "That device has been signed out."
          : "The other devices have been signed out.",
      );
    } catch (error) {
      setSaid(problemWords(error));
    } finally {
      await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      setBusy(false);
    }
  };

  return (
    <>
      <p>If you do not recognise one of these, sign it out and change your password.</p>
      <Table
        caption="Where you are signed in"
        captionHidden
        items={list.data.items}
        rowKey={(one) => one.id}
        columns={[
          {
            key: "device",
            heading: "Device",
            cell: (one) => (
              <Cell mark={one.current && <Tag colour="green">This one</Tag>}>
                {deviceName(one.user_agent)}
              </Cell>
            ),
          },
          { key: "since", heading: "Signed in", cell: (one) => formatInstant(one.created_at) },
          { key: "seen", heading: "Last used", cell: (one) => formatInstant(one.last_seen_at) },
          {
            key: "end",
            heading: "Action",
            cell: (one) =>
              one.current ? (
                "None"
              ) : (
                <Button variant="secondary" small onClick={() => end([one])} busy={busy}>
                  Sign out
                  <span className="nhsuk-u-visually-hidden">
                    {" "}
                    {deviceName(one.user_agent)}, signed in {formatInstant(one.created_at)}
                  </span>
                </Button>
              ),
          },
        ]}
      />
      <p role="status">{said}</p>
      {others.length > 1 && (
        <Button variant="secondary" onClick={() => end(others)} busy={busy}>
          Sign out everywhere else
        </Button>
      )}
    </>
  );
}
