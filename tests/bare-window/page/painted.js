// The second frame begins when the first one has been handed to the screen.
requestAnimationFrame(() => requestAnimationFrame(() => window.__TAURI__.core.invoke("painted")));
