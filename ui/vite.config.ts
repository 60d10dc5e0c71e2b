import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

// The page runs under `style-src 'self'; font-src 'self'`: nothing may become a data: address or an inline script.
export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  base: "./",
  build: {
    target: "safari16",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: { environment: "jsdom", include: ["tests/unit/**/*.test.ts"] },
});
