import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { signOut } from "../../api/staff";
import { paths } from "../../app/paths";

/** Ends the session and leads to the sign-in page. Throws when the API could not be told. */
export function useSignOut() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await signOut();
    await navigate({ to: paths.signIn });
    // Nothing that was on the screen stays in memory for the next person at this computer.
    queryClient.clear();
  };
}
