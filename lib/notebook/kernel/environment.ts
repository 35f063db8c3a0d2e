/** Variables of the environment that notebook code may see, besides those with an allowed beginning. */
const ALLOWED: ReadonlySet<string> = new Set([
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "LANGUAGE",
  "TERM",
  "TMPDIR",
  "TEMP",
  "TMP",
  "SYSTEMROOT",
  "XDG_CACHE_HOME",
  "JPY_PARENT_PID",
  "NO_COLOR",
  "NODE_EXTRA_CA_CERTS",
  "NODE_PATH",
]);
const ALLOWED_BEGINNINGS = ["LC_", "RISKBOOK_"];
const SECRET = /PASSWORD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|_KEY$|_KEY_|SMTP|WEBHOOK|_DSN$|_URL$/i;

/**
 * The part of an environment that notebook code may see. A notebook runs with the rights of whoever starts it, but it
 * needs no passwords: those of `RISKBOOK_*` variables and of every other program stay out.
 */
export function notebookEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const visible: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && isAllowed(name)) visible[name] = value;
  }
  visible.TZ = "UTC";
  return visible;
}

/** Takes everything out of this process's own environment that notebook code may not see, and sets its zone to UTC. */
export function restrictEnvironment(environment: Record<string, string | undefined>): void {
  const visible = notebookEnvironment(environment);
  for (const name of Object.keys(environment)) if (!(name in visible)) delete environment[name];
  Object.assign(environment, visible);
}

function isAllowed(name: string): boolean {
  const upper = name.toUpperCase(); // Windows spells Path and SystemRoot in mixed case
  if (ALLOWED.has(upper)) return true;
  return ALLOWED_BEGINNINGS.some(beginning => upper.startsWith(beginning)) && !SECRET.test(upper);
}
