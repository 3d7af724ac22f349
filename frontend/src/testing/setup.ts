import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
afterEach(cleanup);
