import { useInfiniteQuery } from "@tanstack/react-query";
import { usersQuery } from "../../api/staff";
import { Cell } from "../../ui/cell";
import { LoadProblem } from "../../ui/load-problem";
import { allItems, itemId, showMore } from "../../ui/more";
import { Details, Tag } from "../../ui/notices";
import { Page } from "../../ui/page";
import { Loading } from "../../ui/progress";
import { membershipName } from "../../ui/role-names";
import { LoadMore, Table } from "../../ui/table";

const commands: [string, string][] = [
  ["opencdr user add", "makes an account and gives it a role"],
  ["opencdr user disable", "closes an account and ends its sessions"],
  ["opencdr user reset-second-factor", "lets somebody who lost their phone set up a new second factor"],
];

export default function AdminPage() {
  const list = useInfiniteQuery(usersQuery);
  const items = allItems(list.data);

  return (
    <Page title="Users and roles" wide>
      <h1>Users and roles</h1>
      <p>
        Who has an account, and what each person may do. As an administrator you see no information about
        children.
      </p>
      <Details summary="How to change an account">
        <p>Accounts are changed on the machine OpenCDR runs on, with these commands:</p>
        <ul>
          {commands.map(([command, effect]) => (
            <li key={command}>
              <code className="oc-break">{command}</code> {effect}
            </li>
          ))}
        </ul>
        <p>Each command says what it needs when you add --help.</p>
      </Details>
      {list.isPending && <Loading text="Loading the accounts" />}
      {list.isError && !list.data && <LoadProblem error={list.error} onRetry={() => list.refetch()} />}
      {list.data && items.length === 0 && <p>There are no accounts yet.</p>}
      {items.length > 0 && (
        <>
          <Table
            caption="Users and roles"
            captionHidden
            items={items}
            rowKey={(one) => one.id}
            columns={[
              {
                key: "name",
                heading: "Name",
                cell: (one) => (
                  <Cell small={<span className="oc-break">{one.email}</span>}>
                    <strong id={itemId(one.id)} tabIndex={-1}>
                      {one.name}
                    </strong>
                  </Cell>
                ),
              },
              {
                key: "roles",
                heading: "Roles",
                cell: (one) => (
                  <span className="oc-keep-lines">
                    {one.memberships.map(membershipName).join("\n") || "No role"}
                  </span>
                ),
              },
              {
                key: "factor",
                heading: "Second factor",
                cell: (one) =>
                  one.second_factor ? (
                    <Tag colour="green">Set up</Tag>
                  ) : (
                    <Tag colour="yellow">Not set up</Tag>
                  ),
              },
              {
                key: "state",
                heading: "Account",
                cell: (one) =>
                  one.disabled ? <Tag colour="grey">Disabled</Tag> : <Tag colour="blue">Active</Tag>,
              },
            ]}
          />
          {list.isFetchNextPageError && (
            <LoadProblem error={list.error} onRetry={() => list.fetchNextPage()} />
          )}
          <LoadMore
            shown={items.length}
            noun={items.length === 1 ? "account" : "accounts"}
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onMore={() => showMore(list.fetchNextPage, (one) => one.id)}
          />
        </>
      )}
    </Page>
  );
}
