interface LoadingProps {
  text?: string;
}

/** Shown while something loads. The words carry the meaning; the circle is decoration. */
export function Loading({ text = "Loading" }: LoadingProps) {
  return (
    <div className="oc-progress" role="status">
      <span className="oc-progress__spinner" aria-hidden="true" />
      <span>{text}</span>
    </div>
  );
}

interface ProgressProps {
  text: string;
  /** Between 0 and 1; leave out when it cannot be known. */
  value?: number;
}

export function Progress({ text, value }: ProgressProps) {
  return (
    <div className="oc-progress">
      <progress className="oc-progress__bar" aria-label={text} value={value} max={1} />
      <span role="status">{text}</span>
    </div>
  );
}
