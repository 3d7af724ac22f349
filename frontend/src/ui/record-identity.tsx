import type { CaseView, NotificationView } from "../api/types";
import { IdentityStrip } from "./identity-strip";

/** Whose case this is. */
export function CaseIdentity({ view }: { view: CaseView }) {
  return (
    <IdentityStrip
      label={`Case ${view.reference}`}
      name={view.child_name}
      nhsNumber={view.nhs_number}
      nhsNumberMissing={view.child.nhs_number_missing_reason}
      age={view.age_text || view.child.age_text}
      dateOfBirth={view.child.date_of_birth}
      dateOfDeath={view.date_of_death}
    />
  );
}

/** Whose death a notification tells of. */
export function NotificationIdentity({ view }: { view: NotificationView }) {
  return (
    <IdentityStrip
      label={`Notification ${view.reference}`}
      name={view.child_name}
      nhsNumber={view.nhs_number}
      age={view.child.age_text}
      dateOfBirth={view.date_of_birth}
      dateOfDeath={view.date_of_death}
    />
  );
}
