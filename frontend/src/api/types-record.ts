import type { Schemas, Sent } from "./types";

/** What every part of a case record answers with. */
export type Written = Sent<Schemas["Written"]>;
export type Choice = Schemas["Choice"];
export type RecordHistory = Sent<Schemas["RecordHistory"]>;

export type Process = Sent<Schemas["ProcessView"]>;
export type ProcessList = Sent<Schemas["ProcessList"]>;

export type Family = Sent<Schemas["FamilyView"]>;
export type FamilyQuestion = Family["questions"][number];
export type FamilyContact = Family["contacts"][number];
export type FamilyDay = Family["days"][number];

export type NationalNotification = Sent<Schemas["NationalNotificationView"]>;

export type HouseholdView = Sent<Schemas["HouseholdView"]>;
export type PersonRecord = HouseholdView["people"][number];
export type ProfessionalList = Sent<Schemas["ProfessionalList"]>;
export type ProfessionalRecord = ProfessionalList["items"][number];
export type ChronologyView = Sent<Schemas["ChronologyView"]>;
export type ChronologyRecord = ChronologyView["items"][number];
export type NoteList = Sent<Schemas["NoteList"]>;
export type LinkList = Sent<Schemas["LinkList"]>;
