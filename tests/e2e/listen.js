// Keeps what goes wrong behind the screen, for the tests to ask.
if (!window.complaints) {
  window.complaints = [];
  const keep = (what) => window.complaints.push(String(what));
  addEventListener("error", (event) => keep(event.message));
  addEventListener("unhandledrejection", (event) => keep(event.reason?.stack ?? event.reason));
  addEventListener("securitypolicyviolation", (event) => keep(`${event.violatedDirective}: ${event.blockedURI}`));
  for (const level of ["error", "warn"]) {
    const said = console[level];
    console[level] = (...all) => {
      keep(all.map((each) => each?.stack ?? each).join(" "));
      said.apply(console, all);
    };
  }
}
