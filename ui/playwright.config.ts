import { existsSync } from "node:fs";

import { defineConfig } from "@playwright/test";

// The system's Chromium: no browser is downloaded. ORGKEY_CHROMIUM names another one.
const chromium = process.env["ORGKEY_CHROMIUM"] ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

export default defineConfig({
  testDir: "tests/journeys",
  outputDir: "test-results",
  timeout: 180_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: 2,
  reporter: "list",
  use: {
    baseURL: "http://127.0.0.1:4174",
    viewport: { width: 1280, height: 800 },
    // Nothing fades, so nothing is judged half faded; one journey asks for motion itself.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { ...(chromium ? { executablePath: chromium } : {}), args: ["--no-sandbox", "--disable-dev-shm-usage"] },
  },
  webServer: { command: "npx vite preview --outDir dist-fake --host 127.0.0.1 --port 4174 --strictPort", url: "http://127.0.0.1:4174", reuseExistingServer: false },
});
