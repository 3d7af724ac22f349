/** What pages of other features show of transfers. */
export { FoundTransfer } from "./FoundTransfer";
export { OfferBanner } from "./OfferBanner";
export { OffersWaiting, useOffersWaiting } from "./OffersWaiting";
export { Left } from "./Stub";
export { Transfers } from "./Transfers";
export { TransfersOfRecord } from "./TransfersOfRecord";
export { asReference, leftWords, waitingOffer } from "./words";
