import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { FormDefinition, Option, SuggestionRule } from "../api/types";

const domain = resolve(import.meta.dirname, "../../../api/domain");

const readJson = <T>(path: string): T => JSON.parse(readFileSync(resolve(domain, path), "utf8")) as T;

/** The vectors that the Rust and the TypeScript rules both pass. */
export const vectors = <T>(name: string) => readJson<T[]>(`vectors/${name}.json`);

/** The notification form as the API serves it: with its code lists and suggestions. */
export function notificationForm(): FormDefinition {
  const { rules } = readJson<{ rules: SuggestionRule[] }>("forms/agency-suggestions.json");
  return { ...withLists("notification.v1.json"), suggestions: rules };
}

/** A form that agencies answer, as the API serves it. */
export function agencyForm(id: string, version: number): FormDefinition {
  const folder = id === "reporting" ? "" : "supplementary/";
  return withLists(`${folder}${id}.v${version}.json`);
}

function withLists(file: string): FormDefinition {
  const form = readJson<FormDefinition>(`forms/${file}`);
  const names = new Set(
    form.sections
      .flatMap((section) => section.pages)
      .flatMap((page) => page.questions)
      .flatMap((question) => [question, ...(question.questions ?? [])])
      .flatMap((question) => (question.list ? [question.list] : [])),
  );
  const lists: Record<string, Option[]> = {};
  for (const name of names) lists[name] = readJson<{ options: Option[] }>(`forms/lists/${name}.json`).options;
  return { ...form, lists };
}
