import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { describe, test } from "node:test";

import { Place } from "../support/place.mjs";
import { Window, pause } from "../support/window.mjs";

/** Milliseconds in which a session begins, or never does. */
const patience = 20_000;

describe("the program without the test feature", () => {
  test("refuses to be driven, although the driven one is driven the same way", async () => {
    const place = new Place();
    try {
      const driven = await Window.open(place, { patience });
      await driven.close();
      await assert.rejects(Window.open(place, { patience, program: process.env.ORGKEY_CONSOLE }));
    } finally {
      place.remove();
    }
  });

  test("opens no inspector port and stays up when the variables ask for both", async () => {
    const place = new Place();
    const environment = place.environment({ TAURI_WEBVIEW_AUTOMATION: "true", WEBKIT_INSPECTOR_SERVER: "127.0.0.1:29222", WEBKIT_INSPECTOR_HTTP_SERVER: "127.0.0.1:29223" });
    const program = spawn(process.env.ORGKEY_CONSOLE, [], { env: environment, stdio: "ignore" });
    try {
      await pause(4000);
      assert.equal(program.exitCode, null, "the program ended by itself");
      for (const port of [29222, 29223]) {
        await assert.rejects(fetch(`http://127.0.0.1:${port}/`), `something answers on ${port}`);
      }
    } finally {
      program.kill("SIGKILL");
      place.remove();
    }
  });
});
