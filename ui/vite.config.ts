import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

// As in the window; the journeys run under it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'";

// The page runs under `style-src 'self'; font-src 'self'`: nothing may become a data: address or an inline script.
export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  base: "./",
  build: {
    target: "safari16",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  preview: { headers: { "Content-Security-Policy": policy } },
  test: { environment: "jsdom", include: ["tests/unit/**/*.test.ts"] },
});
