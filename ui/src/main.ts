import { mount } from "svelte";

import App from "./app/App.svelte";
import type { Backend } from "./lib/backend/port";
import { tauri } from "./lib/backend/tauri";

// The fake is chosen by the build: in a production build the branch is gone and its file with it. The program's own
// backend is in the first file, because the first paint waits for it.
async function chooseBackend(): Promise<Backend> {
  if (import.meta.env.MODE === "fake") return (await import("./lib/backend/fake")).fake(new URLSearchParams(location.search));
  return tauri;
}

const target = document.getElementById("page");
if (target) void chooseBackend().then((backend) => mount(App, { target, props: { backend } }));
