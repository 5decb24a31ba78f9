/** The figures people type. */
import { CallError } from "$lib/ipc/call";
import { minorDigits } from "$lib/format";

/** Minor units as a person edits them: "500000", "-12.50". */
export function moneyText(minor: number | null, currency: string): string {
  if (minor === null) return "";
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = digits === 0 ? text : text.slice(0, -digits);
  const fraction = digits === 0 ? "" : text.slice(-digits);
  const plain = /[1-9]/.test(fraction) ? `${whole}.${fraction}` : whole;
  return minor < 0 ? `-${plain}` : plain;
}

/**
 * Typed money in minor units, without passing through a float; "" is none. Rejects what is not an amount, under the name of
 * the field.
 */
export function parseMoney(text: string, currency: string, field: string): number | null {
  const plain = text.normalize("NFKC").replace(/[\s,'_\p{Sc}]/gu, "");
  if (plain === "") return null;
  const digits = minorDigits(currency);
  const [, minus = "", whole = "", fraction = ""] = /^([-\u2212]?)(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  const minor = Number(whole + fraction.padEnd(digits, "0"));
  if (whole === "" || fraction.length > digits || !Number.isSafeInteger(minor)) {
    throw new CallError({ code: "invalid", fields: { [field]: "amount_invalid" }, detail: "" });
  }
  return minus && minor !== 0 ? -minor : minor;
}
