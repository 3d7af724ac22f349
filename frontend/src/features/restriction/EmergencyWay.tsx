import { Link } from "@tanstack/react-router";
import { paths } from "../../app/paths";

/** Says what to do where a case is not there that cannot wait. The same words whether or not there is such a case. */
export function EmergencyWay() {
  return (
    <p>
      A case you need may be restricted to a few people. If it cannot wait, and you know its reference, you
      can <Link to={paths.emergency}>open it in an emergency</Link>.
    </p>
  );
}
