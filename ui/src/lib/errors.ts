/** Plain sentences for what the core refuses. */
import { hasMessage, t } from "./i18n.svelte";
import type { CallError } from "./ipc/call";

/** Components know errors, not the way to the core. */
export { asCallError } from "./ipc/call";

/** What happened, what is safe and what to do. */
export function errorText(error: CallError): string {
  const [problem] = Object.values(error.fields);
  // Away from a form there is no field to mark, so the first problem speaks for itself.
  const id = `field-${problem}`;
  return ["invalid", "conflict"].includes(error.code) && hasMessage(id) ? t(id) : t(`error-${error.code}`);
}

/** The same for who mends it: in English, as it stands in the logs. */
export const errorDetails = (error: CallError): string => `${error.code}: ${error.detail}`;

/** What is wrong with one field, or undefined if nothing is. */
export function fieldText(error: CallError | undefined, field: string): string | undefined {
  const problem = error?.fields[field];
  if (problem === undefined) return undefined;
  const id = `field-${problem}`;
  return t(hasMessage(id) ? id : "field-invalid");
}
