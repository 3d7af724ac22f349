import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { meQuery, sessionQuery } from "../../api/queries";
import { newRecoveryCodes, startEnrolment } from "../../api/staff";
import type { Me, SecondFactorEnrolment } from "../../api/types";
import { paths } from "../../app/paths";
import { Button } from "../../ui/button";
import { Modal } from "../../ui/modal";
import { problemWords } from "../../ui/problem-words";
import { Enrolment } from "./Enrolment";
import { RecoveryCodesList } from "./RecoveryCodesList";

interface SecondFactorProps {
  factor: Me["second_factor"];
  email: string;
  required: boolean;
}

export function SecondFactor({ factor, email, required }: SecondFactorProps) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [enrolment, setEnrolment] = useState<SecondFactorEnrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // Remembered, because the session changes as soon as the code is confirmed.
  const [leadsOn, setLeadsOn] = useState(false);

  const attempt = async (act: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(problemWords(error));
    } finally {
      setBusy(false);
    }
  };
  const start = () =>
    attempt(async () => {
      setEnrolment(await startEnrolment());
    });
  const renew = () =>
    attempt(async () => {
      setAsking(false);
      setCodes((await newRecoveryCodes()).recovery_codes);
    });
  const kept = async () => {
    setCodes(null);
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
      queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    ]);
    if (leadsOn) navigate({ to: paths.home });
  };

  if (codes) return <RecoveryCodesList codes={codes} onKept={kept} />;
  if (enrolment)
    return (
      <Enrolment
        enrolment={enrolment}
        email={email}
        onCancel={required ? undefined : () => setEnrolment(null)}
        onConfirmed={(next) => {
          setLeadsOn(required);
          setEnrolment(null);
          setCodes(next);
        }}
      />
    );
  return (
    <>
      {factor.enrolled ? (
        <>
          <p>
            Your second factor is set up. You have{" "}
            {factor.recovery_codes_left === 1
              ? "1 recovery code"
              : `${factor.recovery_codes_left || "no"} recovery codes`}{" "}
            left.
          </p>
          <Button variant="secondary" onClick={() => setAsking(true)} busy={busy}>
            Make new recovery codes
          </Button>
          <p>
            Lost your phone and your recovery codes? The person who looks after OpenCDR for you can reset your
            second factor.
          </p>
        </>
      ) : (
        <>
          <p>
            A second factor is a code from an app on your phone. With it, a stolen password alone opens
            nothing. You need an authenticator app, for example the one your organisation recommends.
          </p>
          <Button onClick={start} busy={busy}>
            Set up your second factor
          </Button>
        </>
      )}
      {problem && <p role="alert">{problem}</p>}
      {asking && (
        <Modal title="Make new recovery codes?" onDismiss={() => setAsking(false)}>
          <p>The codes you have now stop working. You see the new ones once, so keep them somewhere safe.</p>
          <div className="nhsuk-button-group">
            <Button onClick={renew}>Make new codes</Button>
            <Button variant="secondary" onClick={() => setAsking(false)}>
              Keep the old ones
            </Button>
          </div>
        </Modal>
      )}
    </>
  );
}
