import { Link } from "@tanstack/react-router";
import { paths } from "../../app/paths";
import { Details, InsetText, Page } from "../../ui";
import { OutcomeBanner } from "../../ui/outcome-banner";

/** What the service is, who it is for and what to have to hand. */
export default function StartPage() {
  return (
    <Page title="Notify the death of a child">
      <OutcomeBanner />
      <h1>Notify the death of a child</h1>
      <p className="nhsuk-lede-text">
        Use this service to tell the local child death overview panel (CDOP) that a child has died.
      </p>
      <p>
        We are sorry that you are dealing with this. The form asks only for what you know. To most questions
        you can say “I do not know”. You do not need an account.
      </p>

      <h2>Who should use it</h2>
      <p>
        Any professional who knows that a child under 18 who lived in England, or died in England, has died.
        If you are not sure whether somebody else has already done it, notify: it does no harm to hear twice.
      </p>

      <h2>What helps to have to hand</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        <li>the child’s name, dates of birth and death, and home postcode</li>
        <li>the NHS number, if you can find it</li>
        <li>what happened, in a few sentences</li>
        <li>the professionals and services who knew the child: this is the most important part</li>
      </ul>
      <p>
        It takes about 10 minutes. Your answers are saved as you go, and you can come back to them later or on
        another device.
      </p>

      <Link className="nhsuk-button" to={paths.notify}>
        Start now
      </Link>
      <p>
        <Link to={paths.notifyResume}>Continue a saved notification</Link>
      </p>

      <InsetText>
        <p>
          This form does not replace urgent calls. If a child may be at risk, call the police or children’s
          social care now.
        </p>
      </InsetText>

      <Details summary="What happens to what you tell us">
        <p>
          It goes only to the panel for the area where the child lived, under the Children Act 2004. The panel
          asks the services who knew the child what they know, so that other children may be protected.
        </p>
      </Details>

      <h2>If you work in child death review</h2>
      <p>
        <Link to={paths.signIn}>Sign in</Link>
      </p>
    </Page>
  );
}
