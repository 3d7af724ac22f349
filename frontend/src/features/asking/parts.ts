/** What other features may show of asking agencies. */
export { Collated } from "./collated/Collated";
export { CollatedOnPaper } from "./collated/OnPaper";
export { Requests } from "./list/Requests";
