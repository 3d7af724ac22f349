import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import type { Answers, FieldError, Question } from "../api/types";
import { notificationForm } from "../testing/vectors";
import { allQuestions, situation } from "./journey";
import { QuestionField } from "./question-field";
import { RepeatList } from "./repeat-list";

const form = notificationForm();

function questionOf(id: string): Question {
  const found = allQuestions(form).find((question) => question.id === id);
  if (!found) throw new Error(`no question ${id}`);
  return found;
}

let latest: unknown;

interface HarnessProps {
  question: Question;
  initial?: unknown;
  errors?: FieldError[];
}

function Harness({ question, initial, errors = [] }: HarnessProps) {
  const [value, setValue] = useState<unknown>(initial);
  const answers: Answers = { [question.id]: value };
  latest = value;
  return (
    <QuestionField
      at={situation(form, answers)}
      question={question}
      pointer={`/answers/${question.id}`}
      value={value}
      onChange={setValue}
      errors={errors}
      optional={false}
    />
  );
}

const show = (id: string, initial?: unknown, errors?: FieldError[]) =>
  render(<Harness question={questionOf(id)} initial={initial} errors={errors} />);

describe("a question", () => {
  it("of text ties its label, hint and error to the box", () => {
    show("surname", "", [{ pointer: "/answers/surname", code: "required", message: "Enter the surname" }]);
    const box = screen.getByRole("textbox", { name: "Surname" });
    expect(box).toHaveAccessibleDescription(/baby not yet named.*Error: Enter the surname/);
    expect(box).toBeInvalid();
  });

  it("of a date takes a month as a word and keeps what is half typed", async () => {
    const user = userEvent.setup();
    show("date_of_birth");
    await user.type(screen.getByLabelText("Day"), "3");
    expect(latest).toBe("--03");
    await user.type(screen.getByLabelText("Month"), "Nov");
    await user.type(screen.getByLabelText("Year"), "2026");
    expect(latest).toBe("2026-11-03");
    expect(screen.getByLabelText("Month")).toHaveValue("Nov");
  });

  it("of a time reads the usual ways of writing one", async () => {
    const user = userEvent.setup();
    show("time_of_death");
    await user.type(screen.getByRole("textbox"), "9.30 pm");
    await user.tab();
    expect(latest).toBe("21:30");
  });

  it("of a number becomes a number, and keeps what is none", async () => {
    const user = userEvent.setup();
    show("birthweight_g");
    const box = screen.getByRole("textbox");
    await user.type(box, "3,450");
    await user.tab();
    expect(latest).toBe(3450);
    await user.clear(box);
    await user.type(box, "about 3");
    expect(latest).toBe("about 3");
  });

  it("that may be unknown brings back what was typed when the box is cleared", async () => {
    const user = userEvent.setup();
    show("country_of_residence", "Wales");
    const unknown = screen.getByRole("checkbox", { name: /I do not know/ });
    await user.click(unknown);
    expect(latest).toEqual({ state: "not_known" });
    expect(screen.getByRole("textbox")).toHaveValue("");
    await user.click(unknown);
    expect(latest).toBe("Wales");
  });

  it("of several lines makes one answer", async () => {
    const user = userEvent.setup();
    show("home_address");
    await user.type(screen.getByLabelText("Address line 1"), "1 High Street");
    await user.type(screen.getByLabelText("Postcode"), "ME4 4UF");
    expect(latest).toEqual({ line1: "1 High Street", postcode: "ME4 4UF" });
    expect(screen.getByRole("group", { name: "Home address" })).toBeInTheDocument();
  });

  it("of one of few is radios, of one of many a list", async () => {
    const user = userEvent.setup();
    show("sex");
    await user.click(screen.getByRole("radio", { name: "Female" }));
    expect(latest).toBe("female");
    show("place_of_death");
    await user.selectOptions(screen.getByRole("combobox"), "Hospice");
    expect(latest).toBe("HOSPICE");
  });

  it("of several choices keeps them in the order of the list", async () => {
    const user = userEvent.setup();
    show("other_reviews");
    const [first, second] = screen.getAllByRole("checkbox");
    if (!first || !second) throw new Error("no choices");
    await user.click(second);
    await user.click(first);
    const codes = form.lists.other_review?.map((option) => option.code) ?? [];
    expect(latest).toEqual(codes.slice(0, 2));
  });

  it("of an NHS number is written in threes and fours once it is right", async () => {
    const user = userEvent.setup();
    show("nhs_number");
    await user.type(screen.getByRole("textbox"), "9991234578");
    await user.tab();
    expect(latest).toBe("999 123 4578");
  });
});

describe("a list of rows", () => {
  const rows = [
    { row: "3f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", agency: "gp", name: "Dr Patel" },
    { row: "5f64b4a2-8b1e-4a44-9f67-0a3f6a2f3b11", agency: "midwife" },
  ];

  function List() {
    const [value, setValue] = useState<unknown>(rows);
    latest = value;
    return (
      <RepeatList
        at={situation(form, { professionals: value })}
        question={questionOf("professionals")}
        value={value}
        onChange={setValue}
        onAdd={() => undefined}
        onEdit={() => undefined}
        errors={[]}
        noun="professional"
      />
    );
  }

  it("puts a removed row back where it was", async () => {
    const user = userEvent.setup();
    render(<List />);
    await user.click(screen.getByRole("button", { name: /Remove GP/ }));
    expect(latest).toEqual([rows[1]]);
    expect(screen.getByRole("status")).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(latest).toEqual(rows);
  });
});
