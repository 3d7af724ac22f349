import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
// Waiting costs nothing when the thing is there; on a busy machine a second is not enough.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);
