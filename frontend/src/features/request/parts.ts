/** What pages of other features show of requests. */
export { RequestsWaiting } from "./RequestsWaiting";
