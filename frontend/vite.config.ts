import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The API answers with a strict content security policy: nothing may be inlined.
export default defineConfig({
  plugins: [react()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  worker: { format: "es" },
  server: { proxy: { "/api": process.env.API_URL ?? "http://localhost:8080" } },
  preview: { proxy: { "/api": process.env.API_URL ?? "http://localhost:8080" } },
  test: {
    environment: "happy-dom",
    setupFiles: ["./src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
