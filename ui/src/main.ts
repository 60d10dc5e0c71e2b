import { mount } from "svelte";

import App from "./app/App.svelte";
import type { Backend } from "./lib/backend/port";

// The fake is chosen by the build: in a production build the branch is gone and its file with it.
async function chooseBackend(): Promise<Backend> {
  if (import.meta.env.MODE === "fake") return (await import("./lib/backend/fake")).fake(new URLSearchParams(location.search));
  return (await import("./lib/backend/tauri")).tauri;
}

const target = document.getElementById("page");
if (target) void chooseBackend().then((backend) => mount(App, { target, props: { backend } }));
