// As in the console's own measurement: the first content, not the first frame.
new PerformanceObserver((list) => {
  if (list.getEntriesByName("first-contentful-paint").length > 0) window.__TAURI__.core.invoke("painted");
}).observe({ type: "paint", buffered: true });
