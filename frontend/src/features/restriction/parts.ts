/** What pages of other features show of who may see a case. */
export { EmergencyBanner } from "./EmergencyBanner";
export { EmergencyWay } from "./EmergencyWay";
export { WhoMaySee } from "./WhoMaySee";
