import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { DocumentList, DocumentVersion, DocumentView } from "../../../api/types";
import { aCase } from "../../../testing/a-case";
import { coordinator, openApp, type Replies } from "../../../testing/staff-app";
import { atOnce, sizeWords } from "./words";

const view = aCase();

const version = (more: Partial<DocumentVersion> = {}): DocumentVersion => ({
  number: 1,
  file_name: "report.pdf",
  kind_label: "PDF",
  size: 2048,
  sha256: "00",
  cleaned: false,
  scan_state: "clean",
  scan_label: "Ready. No virus found",
  available: true,
  uploaded_at: "2026-11-20T09:00:00Z",
  uploaded_by: "Jo Whitcombe",
  ...more,
});

const kept = (more: Partial<DocumentView> = {}): DocumentView => ({
  id: "d1",
  title: "Final report",
  classification: "post_mortem",
  classification_label: "Post-mortem report",
  withheld_from_panel: true,
  version: 3,
  versions: [version()],
  withdrawal: null,
  ...more,
});

const list = (items: DocumentView[] = []): DocumentList => ({
  items,
  classifications: [
    { code: "post_mortem", label: "Post-mortem report" },
    { code: "other", label: "Other document" },
  ],
  endings: ["pdf", "txt"],
  largest_file: 25 * 1024 * 1024,
  used: 0,
  most: 1024 * 1024 * 1024,
  may_upload: true,
  may_change: true,
  scanned: true,
});

/** A request that the test answers by hand. */
class Sending {
  static all: Sending[] = [];
  upload: { onprogress?: (event: object) => void } = {};
  headers: Record<string, string> = {};
  status = 0;
  responseText = "";
  form: FormData | null = null;
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  open() {}
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  getResponseHeader() {
    return null;
  }
  send(form: FormData) {
    this.form = form;
    Sending.all.push(this);
  }
  abort() {
    this.onabort();
  }
  answer(status: number, body: object) {
    this.status = status;
    this.responseText = JSON.stringify(body);
    act(() => this.onload());
  }
}

const open = (documents: DocumentList, more: Replies = {}) => {
  Sending.all = [];
  vi.stubGlobal("XMLHttpRequest", Sending);
  return openApp("/cases/c1?tab=documents", {
    "GET /cases/c1": { body: view },
    "GET /me": { body: { ...coordinator, permissions: [...coordinator.permissions, "list_documents"] } },
    "GET /cases/c1/documents": { body: documents },
    ...more,
  });
};

const choose = async (user: ReturnType<typeof userEvent.setup>, ...files: File[]) => {
  await user.selectOptions(
    await screen.findByLabelText("What kind of document is it?"),
    "Post-mortem report",
  );
  await user.upload(screen.getByLabelText("Files"), files);
  await user.click(screen.getByRole("button", { name: /^Upload/ }));
};

const pdf = (name = "report.pdf") => new File(["%PDF-"], name);
const sending = async (index: number) => {
  await waitFor(() => expect(Sending.all.length).toBeGreaterThan(index));
  return Sending.all[index] as Sending;
};

describe("the documents of a case", () => {
  it("says that there are none yet, and what is missing when nothing was chosen", async () => {
    const user = userEvent.setup();
    open(list());
    expect(await screen.findByText("There is no document on this case yet.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Upload" }));
    expect(screen.getByRole("alert")).toHaveTextContent("Choose what kind of document this is");
    expect(screen.getByRole("alert")).toHaveTextContent("Choose a file to upload");
  });

  it("sends several files one after the other, shows how far each is, and says when it is there", async () => {
    const user = userEvent.setup();
    const app = open(list());
    await choose(user, pdf("a.pdf"), pdf("b.pdf"));
    const first = await sending(0);
    expect(first.form?.get("classification")).toBe("post_mortem");
    expect(first.headers["X-OpenCDR-Client"]).toBe("web");
    act(() => first.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 4 }));
    expect(screen.getByRole("progressbar", { name: "Upload of a.pdf" })).toHaveAttribute("value", "0.25");
    expect(screen.getByText("Sending, 25%")).toBeInTheDocument();
    expect(screen.getByText("Waiting for the file before it")).toBeInTheDocument();
    app.reply("GET /cases/c1/documents", { body: list([kept()]) });
    first.answer(201, kept());
    expect(await screen.findByText("a.pdf has been uploaded.")).toHaveAttribute("role", "status");
    (await sending(1)).answer(201, kept());
    const link = await screen.findByRole("link", { name: /Download report.pdf/ });
    expect(link).toHaveAttribute("href", "/api/v1/cases/c1/documents/d1/versions/1/content");
    expect(screen.getByText("Withheld from the panel")).toBeInTheDocument();
  });

  it("tells the rule and the remedy of a file that is refused, and lets it be taken off the list", async () => {
    const user = userEvent.setup();
    open(list());
    await choose(user, pdf());
    const words = "This file is locked with a password, so it cannot be checked. Save it without a password";
    (await sending(0)).answer(422, {
      code: "invalid_body",
      errors: [{ pointer: "/file", code: "encrypted", message: words }],
    });
    expect(await screen.findByText(words)).toBeInTheDocument();
    // The same file would be refused again.
    expect(screen.queryByRole("button", { name: /Try again/ })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Remove report.pdf from this list" }));
    expect(screen.queryByText(words)).not.toBeInTheDocument();
  });

  it("sends the same file again with the same key after a lost connection, and cancels when asked", async () => {
    const user = userEvent.setup();
    open(list());
    await choose(user, pdf());
    const first = await sending(0);
    act(() => first.onerror());
    await user.click(await screen.findByRole("button", { name: "Try again to upload report.pdf" }));
    const second = await sending(1);
    expect(second.headers["Idempotency-Key"]).toBe(first.headers["Idempotency-Key"]);
    await user.click(screen.getByRole("button", { name: "Cancel the upload of report.pdf" }));
    expect(await screen.findByText("The upload of report.pdf was cancelled.")).toBeInTheDocument();
  });

  it("does not send what cannot be kept", async () => {
    const user = userEvent.setup({ applyAccept: false });
    open(list());
    await choose(user, new File(["MZ"], "report.exe"));
    expect(
      await screen.findByText(/Files of this kind are not kept. Save it as one of these/),
    ).toBeInTheDocument();
    expect(Sending.all).toHaveLength(0);
    expect(atOnce(new File([], "a.pdf"), list())).toMatch(/empty/);
  });

  it("offers no file that waits for the scanner, holds a virus or was withdrawn", async () => {
    const waiting = version({
      scan_state: "quarantined",
      scan_label: "Waiting for the virus scanner",
      available: false,
    });
    const withdrawal = { at: "2026-11-21T09:00:00Z", by: "Jo Whitcombe", reason: "Belongs to another child" };
    open(
      list([
        kept({ id: "d1", title: "One", versions: [waiting] }),
        kept({ id: "d2", title: "Two", versions: [version({ scan_state: "infected", available: false })] }),
        kept({ id: "d3", title: "Three", versions: [version({ available: false })], withdrawal }),
      ]),
    );
    expect(await screen.findByText("Being checked")).toBeInTheDocument();
    expect(screen.getByText("Blocked")).toBeInTheDocument();
    expect(screen.getByText(/Belongs to another child/)).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: /Download/ })).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Withdraw Three" })).not.toBeInTheDocument();
  });

  it("shows earlier versions, and sends a new one to the same document", async () => {
    const user = userEvent.setup();
    open(list([kept({ versions: [version({ number: 2 }), version({ file_name: "draft.pdf" })] })]));
    expect(await screen.findByText("Earlier versions of Final report (1)")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: /Download draft.pdf/, hidden: true })).toBeInTheDocument();
    await user.upload(screen.getByLabelText("New version of Final report"), pdf());
    expect((await sending(0)).form?.has("classification")).toBe(false);
  });

  it("changes details with the version that was seen, and withdraws with a reason", async () => {
    const user = userEvent.setup();
    const app = open(list([kept()]), {
      "PATCH /cases/c1/documents/d1": { body: kept() },
      "POST /cases/c1/documents/d1/withdrawal": { status: 201, body: kept() },
    });
    await user.click(await screen.findByRole("button", { name: "Change details of Final report" }));
    let dialog = within(screen.getByRole("dialog", { hidden: true }));
    await user.clear(dialog.getByLabelText("Title"));
    await user.click(dialog.getByRole("button", { name: "Save", hidden: true }));
    expect(dialog.getAllByText("Give the document a title").length).toBeGreaterThan(0);
    await user.type(dialog.getByLabelText("Title"), "Report");
    await user.click(dialog.getByRole("button", { name: "Save", hidden: true }));
    await waitFor(() => expect(screen.queryByRole("dialog", { hidden: true })).not.toBeInTheDocument());
    const change = app.calls.find((call) => call.method === "PATCH");
    expect(change?.headers.get("If-Match")).toBe('"3"');
    expect(change?.body).toEqual({
      title: "Report",
      classification: "post_mortem",
      withheld_from_panel: true,
    });
    await user.click(screen.getByRole("button", { name: "Withdraw Final report" }));
    dialog = within(screen.getByRole("dialog", { hidden: true }));
    await user.click(dialog.getByRole("button", { name: "Withdraw", hidden: true }));
    expect(dialog.getAllByText("Say why, in a few words").length).toBeGreaterThan(0);
    await user.type(dialog.getByLabelText("Why is it withdrawn?"), "Sent by mistake");
    await user.click(dialog.getByRole("button", { name: "Withdraw", hidden: true }));
    await waitFor(() => expect(app.calls.some((call) => call.path.endsWith("/withdrawal"))).toBe(true));
  });

  it("says sizes in words", () => {
    expect([1, 500, 1536, 3_500_000, 25 * 1024 * 1024].map(sizeWords)).toEqual([
      "1 byte",
      "500 bytes",
      "2 KB",
      "3.3 MB",
      "25 MB",
    ]);
  });
});
