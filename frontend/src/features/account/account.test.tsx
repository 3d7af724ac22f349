import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { me, openApp, problem, session } from "../../testing/staff-app";
import { deviceName, grouped } from "./words";

const codes = Array.from({ length: 10 }, (_, index) => `AAAA-BBBB-CCC${index}`);
const nobody = { "GET /sessions": { body: { items: [], next: null } } };

describe("the second factor", () => {
  it("is set up with a drawn code and a key to type, and shows the recovery codes once", async () => {
    const user = userEvent.setup();
    openApp("/account", {
      ...nobody,
      "GET /me": { body: me([], { second_factor: { enrolled: false, recovery_codes_left: 0 } }) },
      "GET /sessions/current": { body: session(900, { state: "enrolment_required" }) },
      "POST /me/second-factor": {
        status: 201,
        body: {
          secret: "JBSWY3DPEHPK3PXP",
          otpauth_uri: "otpauth://totp/x",
          qr_svg:
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script><path d="M1 1h3v3H1z" onclick="x()"/></svg>',
        },
      },
      "POST /me/second-factor/confirmation": { body: { recovery_codes: codes } },
    });
    await user.click(await screen.findByRole("button", { name: "Set up your second factor" }));
    const picture = await screen.findByRole("img", { name: /QR code/ });
    expect(picture.querySelector("path")).toHaveAttribute("d", "M1 1h3v3H1z");
    expect(picture.innerHTML).not.toMatch(/script|onclick/);
    expect(screen.getByText("JBSW Y3DP EHPK 3PXP")).toBeInTheDocument();
    await user.type(screen.getByLabelText("6-digit code"), "123456");
    await user.click(screen.getByRole("button", { name: "Confirm" }));
    expect(await screen.findByText(codes[9] ?? "")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "I have kept my codes" }));
    expect(await screen.findByRole("heading", { name: "Home" })).toBeInTheDocument();
    expect(screen.queryByText(codes[0] ?? "")).not.toBeInTheDocument();
  });
});

describe("the password", () => {
  it("says at the field what the API refused", async () => {
    const user = userEvent.setup();
    openApp("/account", {
      ...nobody,
      "PUT /me/password": problem(422, "invalid_body", {
        errors: [
          { pointer: "/current", code: "wrong_password", message: "That is not the password you use now" },
        ],
      }),
    });
    await user.click(await screen.findByRole("button", { name: "Change your password" }));
    await user.type(screen.getByLabelText("Current password"), "the old password");
    await user.type(screen.getByLabelText("New password"), "three random words");
    await user.click(screen.getByRole("button", { name: "Save the new password" }));
    expect(
      await screen.findByRole("link", { name: "That is not the password you use now" }),
    ).toBeInTheDocument();
    expect(screen.getByLabelText("Current password")).toHaveAccessibleDescription(/not the password/);
  });
});

describe("words", () => {
  it("name a device without the rest of what browsers say", () => {
    expect(deviceName("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36")).toBe("Chrome on Windows");
    expect(deviceName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604")).toBe(
      "Safari on an iPhone",
    );
    expect(deviceName("curl/8")).toBe("Another program");
    expect(deviceName(null)).toMatch(/did not say/);
    expect(grouped("ABCDEFGH")).toBe("ABCD EFGH");
  });
});
