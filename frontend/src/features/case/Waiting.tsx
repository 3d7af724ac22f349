import "./record/record.scss";

/** What waits for another review, in the words of the API. */
export function Waiting({ sentences }: { sentences: string[] }) {
  if (sentences.length === 0) return null;
  return (
    <div className="oc-waiting">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
