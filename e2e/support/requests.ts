import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type APIRequestContext, expect } from "@playwright/test";
import { clientHeaders } from "./api";
import { daysAgo } from "./dates";

interface Organisation {
  id: string;
  name: string;
  agency: string;
}

/** Asks an organisation about a case, as the office does, and tells the request it became. */
export async function askQuietly(
  office: APIRequestContext,
  caseId: string,
  organisation: string,
  sections: string[],
): Promise<string> {
  const all = (await (await office.get("/api/v1/organisations")).json()) as { items: Organisation[] };
  const found = all.items.find((one) => one.name === organisation);
  if (!found) throw new Error(`There is no organisation “${organisation}”.`);
  const response = await office.post(`/api/v1/cases/${caseId}/requests`, {
    headers: { ...clientHeaders, "Idempotency-Key": randomUUID() },
    data: {
      requests: [
        {
          organisation_id: found.id,
          agency: found.agency,
          form: "reporting",
          sections,
          due_on: daysAgo(-14),
          message: "Thank you for looking into your records.",
        },
      ],
      legal_basis: "Section 16M of the Children Act 2004",
    },
  });
  expect(response.status(), "the request is sent").toBe(201);
  return ((await response.json()) as { ids: string[] }).ids[0] ?? "";
}

/** Invites somebody without an account, and tells the code that goes another way than the link. */
export async function inviteQuietly(
  office: APIRequestContext,
  caseId: string,
  requestId: string,
  email: string,
): Promise<string> {
  const response = await office.post(`/api/v1/cases/${caseId}/requests/${requestId}/invitations`, {
    headers: clientHeaders,
    data: { contact: { name: "Dr Asha Lane", email } },
  });
  expect(response.status(), "the invitation is made").toBe(201);
  return ((await response.json()) as { code: string }).code;
}

/** Sends answers back to have one of them cleared up. */
export async function returnQuietly(
  office: APIRequestContext,
  caseId: string,
  requestId: string,
  question: string,
  message: string,
): Promise<void> {
  const response = await office.post(`/api/v1/cases/${caseId}/requests/${requestId}/clarification`, {
    headers: { ...clientHeaders, "Idempotency-Key": randomUUID() },
    data: { questions: [{ question, message }] },
  });
  expect(response.status(), "the answers are sent back").toBe(200);
}

/** The link in the mail to somebody, once it has been sent: from the address of the service on. */
export async function linkSentTo(email: string): Promise<string> {
  const link = () => {
    for (const text of mails()) {
      const found = text.includes(email) && /(\/answer#[0-9a-f]{64})/.exec(text)?.[1];
      if (found) return found;
    }
    return "";
  };
  await expect.poll(link, { message: `a link is sent to ${email}`, timeout: 30_000 }).not.toBe("");
  return link();
}

function mails(): string[] {
  const folder = process.env.MAIL_FOLDER;
  if (!folder) throw new Error("MAIL_FOLDER is not set. Start the journeys with api/scripts/e2e.sh.");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".eml"))
    .map((name) => plain(readFileSync(join(folder, name), "utf8")));
}

// The headers stay as they are; the text is written so that it survives every mail server.
function plain(mail: string): string {
  const [headers = "", ...rest] = mail.split(/\r?\n\r?\n/);
  const body = rest.join("\n\n");
  if (/^content-transfer-encoding: *base64/im.test(headers)) {
    return `${headers}\n\n${Buffer.from(body, "base64").toString("utf8")}`;
  }
  return `${headers}\n\n${body.replaceAll(/=\r?\n/g, "").replaceAll("=3D", "=")}`;
}
