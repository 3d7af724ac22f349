import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Button } from "../../../ui/button";
import { LoadProblem } from "../../../ui/load-problem";
import { NotificationBanner } from "../../../ui/notices";
import { Loading } from "../../../ui/progress";
import "./record.scss";

/** What can be done from a list of the record: open the form for a row, or for a new one. */
export interface Editing {
  edit: (form: (close: Closing) => ReactNode) => void;
}

interface Closing {
  onSaved: (word: string) => void;
  onCancel: () => void;
}

interface PartProps<T> {
  query: UseQueryResult<T>;
  loading: string;
  children: (data: T, editing: Editing) => ReactNode;
}

/** A part of the record: either its list or one form, never both, so that a narrow screen has one thing on it. */
export function Part<T>({ query, loading, children }: PartProps<T>) {
  const [form, setForm] = useState<{ show: (close: Closing) => ReactNode; from: string } | null>(null);
  const [word, setWord] = useState<string | null>(null);

  if (query.isPending) return <Loading text={loading} />;
  if (!query.data) return <LoadProblem error={query.error} onRetry={() => query.refetch()} />;
  if (form) {
    const close = () => {
      setForm(null);
      // Back to where the form was opened from, once that is on the page again.
      setTimeout(() => document.getElementById(form.from)?.focus(), 0);
    };
    return form.show({
      onCancel: close,
      onSaved: (saved) => {
        setForm(null);
        setWord(saved);
      },
    });
  }
  return (
    <>
      {word && (
        <NotificationBanner kind="success" takeFocus key={word}>
          <p className="nhsuk-notification-banner__heading">{word}</p>
        </NotificationBanner>
      )}
      {children(query.data, {
        edit: (show) => {
          setWord(null);
          setForm({ show, from: document.activeElement?.id ?? "" });
        },
      })}
    </>
  );
}

interface AddProps {
  id: string;
  label: string;
  onClick: () => void;
}

export function Add({ id, label, onClick }: AddProps) {
  return (
    <div className="oc-no-print">
      <Button id={id} variant="secondary" onClick={onClick}>
        {label}
      </Button>
    </div>
  );
}
