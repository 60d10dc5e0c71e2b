// One WebKitWebDriver per window: it starts the program itself, with its own environment.
import { spawn } from "node:child_process";
import { createServer } from "node:net";

/** A port that was free a moment ago. */
async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

async function answers(port) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const status = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (status?.ok) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error("WebKitWebDriver does not answer");
}

function end(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // Nobody is left in it.
  }
}

/** Starts the driver; what the program writes to its streams is kept in `said()`. */
export async function startDriver(environment) {
  const port = await freePort();
  const child = spawn("WebKitWebDriver", [`--port=${port}`], { env: environment, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (said += bytes));
  await answers(port);
  const stop = async () => {
    // The group, not the driver alone: on a busy machine the program and its web processes outlive a hung session.
    for (const [signal, patience] of [["SIGTERM", 2000], ["SIGKILL", 200]]) {
      end(child.pid, signal);
      await Promise.race([new Promise((done) => child.once("close", done)), new Promise((late) => setTimeout(late, patience))]);
    }
    child.stdout.destroy();
    child.stderr.destroy();
  };
  return { port, stop, said: () => said };
}
