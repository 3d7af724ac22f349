import { type ReactNode, useEffect, useId, useRef } from "react";
import { createPortal } from "react-dom";
import "./modal.scss";

interface ModalProps {
  title: string;
  children: ReactNode;
  /** Escape; leave out when the dialog has to be answered. */
  onDismiss?: (() => void) | undefined;
  /** Hides the page behind it, when that should not be read by whoever is at the screen now. */
  opaque?: boolean;
}

/** A dialog over the page. The browser keeps focus inside and gives it back; the page below keeps its state. */
export function Modal({ title, children, onDismiss, opaque = false }: ModalProps) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    // The heading is heard first; a reader then moves on to the text and the buttons.
    dialog?.querySelector<HTMLElement>("h2")?.focus();
    return () => {
      if (dialog?.open) dialog.close();
      // A dialog that is taken off the page while open gives no focus back by itself.
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  // Beside the page and not in it: rules for the content of a page do not reach it.
  return createPortal(
    <dialog
      ref={box}
      className={`oc-modal${opaque ? " oc-modal--opaque" : ""}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onDismiss?.();
      }}
    >
      <h2 id={titleId} tabIndex={-1} className="nhsuk-heading-m oc-modal__title">
        {title}
      </h2>
      {children}
    </dialog>,
    document.body,
  );
}
