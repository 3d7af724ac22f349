import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The API answers with a strict content security policy: nothing may be inlined.
export default defineConfig({
  plugins: [react()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // A page is one or two requests, not thirty: what is always used together travels together.
    rolldownOptions: {
      output: {
        advancedChunks: {
          groups: [
            { name: "vendor", test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// },
            { name: "kit", test: /src\/(ui|api)\/(?!.*(staff|table|tabs))/ },
            { name: "forms", test: /src\/forms\// },
            { name: "notify", test: /src\/features\/notify\// },
            { name: "session", test: /src\/features\/session\// },
            // All at once, so that a lost connection keeps nobody from another page of what they are answering.
            {
              name: "request",
              test: /src\/features\/request\/(?!token|parts|RequestsWaiting|RequestsPage|Invitation)/,
            },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": process.env.API_URL ?? "http://localhost:8080" } },
  preview: { proxy: { "/api": process.env.API_URL ?? "http://localhost:8080" } },
  test: {
    environment: "happy-dom",
    setupFiles: ["./src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    // A busy machine types slowly: what takes half a second alone may take six beside a compiler.
    testTimeout: 30_000,
  },
});
