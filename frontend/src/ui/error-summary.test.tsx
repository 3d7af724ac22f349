import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ErrorSummary } from "./error-summary";
import { Page } from "./page";
import { TextInput } from "./text-input";

const noChange = () => undefined;

it("takes focus, leads to the field and says so in the title", async () => {
  const user = userEvent.setup();
  render(
    <Page title="What is the child’s name?" errors={1}>
      <ErrorSummary errors={[{ message: "Enter the surname", fieldId: "surname" }]} attempt={1} />
      <TextInput id="surname" label="Surname" value="" onChange={noChange} />
    </Page>,
  );
  expect(document.title).toBe("Error: What is the child’s name? – OpenCDR");
  expect(screen.getByRole("alert").parentElement).toHaveFocus();
  await user.click(screen.getByRole("link", { name: "Enter the surname" }));
  expect(screen.getByRole("textbox")).toHaveFocus();
});

it("finds a line of a block, and the card a row is on", async () => {
  const user = userEvent.setup();
  render(
    <>
      <ErrorSummary
        errors={[
          { message: "in a block", fieldId: "q-home" },
          { message: "in a row", fieldId: "q-people-1-email" },
        ]}
      />
      <TextInput id="q-home-line1" label="Address line 1" value="" onChange={noChange} />
      <div id="q-people-1" tabIndex={-1} data-testid="card" />
    </>,
  );
  await user.click(screen.getByRole("link", { name: "in a block" }));
  expect(screen.getByRole("textbox")).toHaveFocus();
  await user.click(screen.getByRole("link", { name: "in a row" }));
  expect(screen.getByTestId("card")).toHaveFocus();
});

it("shows nothing when nothing is wrong", () => {
  const { container } = render(<ErrorSummary errors={[]} />);
  expect(container).toBeEmptyDOMElement();
});
