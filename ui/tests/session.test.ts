import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import FirstRun from "$features/session/FirstRun.svelte";
import Lock from "$features/session/Lock.svelte";
import { session } from "$lib/session.svelte";
import type { RecoveryCode, SessionState } from "$lib/ipc/generated";
import { answer, sent, settled } from "./shell";

const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = async (name: string) => {
  await fireEvent.click(screen.getByRole("button", { name }));
  await settled();
};
const code: RecoveryCode = {
  groups: ["K7RW", "4MTN", "P9XD", "HC3V", "B6QY", "2FJG", "W8ET", "N5ZA"],
  ask: [3, 6],
};
const none: SessionState = { state: "none", folder: "Documents/Satchel", keyring: true };

test("three steps make a workspace, and going back loses nothing", async () => {
  answer({ new_recovery_code: () => code, create_workspace: () => none });
  render(FirstRun, { folder: "Documents/Satchel", keyring: true });
  const go = () => screen.getByRole<HTMLButtonElement>("button", { name: "Continue" });
  expect(go().disabled).toBe(true);
  await type("Name", "凌海精工");
  await type("Your name", "林悦");
  await press("Continue");
  await type("Passphrase", "correct horse");
  await type("Type it again", "correct house");
  expect(go().disabled).toBe(true);
  await type("Type it again", "correct horse");
  await press("Back");
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("凌海精工");
  await press("Continue");
  await press("Continue");
  const create = () => screen.getByRole<HTMLButtonElement>("button", { name: "Create workspace" });
  await type("Type group 3", "p9 xd");
  await type("Type group 6", "2FJH");
  await fireEvent.click(screen.getByRole("checkbox"));
  expect(create().disabled).toBe(true);
  await type("Type group 6", "2fjg");
  await press("Create workspace");
  expect(sent.filter((each) => each.name === "new_recovery_code")).toHaveLength(1);
  expect(sent.at(-1)?.input).toMatchObject({
    name: "凌海精工",
    ownerName: "林悦",
    lock: "passphrase",
    passphrase: "correct horse",
    typedBack: ["P9XD", "2FJG"],
  });
});

test("a keyring that does not answer cannot be chosen", async () => {
  answer({});
  render(FirstRun, { folder: "", keyring: false });
  await type("Name", "A");
  await type("Your name", "B");
  await press("Continue");
  expect(screen.getByRole<HTMLButtonElement>("radio", { name: "This computer’s keyring" }).disabled).toBe(
    true,
  );
});

const locked = (change: object) =>
  ({
    state: "locked",
    reason: "asked",
    passphrase: true,
    keyring: false,
    retryAt: null,
    ...change,
  }) as Extract<SessionState, { state: "locked" }>;

test("a wrong passphrase says so, empties the field and reads how long to wait", async () => {
  answer({
    unlock: () => {
      throw { code: "wrong_secret", fields: {}, detail: "" };
    },
    session_state: () => locked({ retryAt: Date.now() + 5_000 }),
  });
  render(Lock, { locked: locked({}) });
  await type("Passphrase", "wrong");
  await press("Unlock");
  expect(screen.getByRole("alert").textContent).toContain("did not open");
  expect(screen.getByLabelText<HTMLInputElement>("Passphrase").value).toBe("");
  expect(session.state).toMatchObject({ state: "locked", retryAt: expect.any(Number) });
});

test("while it waits, nothing is tried", async () => {
  answer({});
  render(Lock, { locked: locked({ retryAt: Date.now() + 60_000 }) });
  await type("Passphrase", "again");
  const button = screen.getByRole<HTMLButtonElement>("button", { name: /Try again in/ });
  expect(button.disabled).toBe(true);
  await fireEvent.submit(button.form as HTMLFormElement);
  await settled();
  expect(sent).toEqual([]);
});

test("without a passphrase the keyring opens, and the recovery code always can", async () => {
  answer({ unlock: () => none });
  render(Lock, { locked: locked({ passphrase: false, keyring: true }) });
  await press("Open with the keyring");
  expect(sent.at(-1)?.input).toEqual({ method: "keyring" });
  await press("Use recovery code");
  await type("Recovery code", "K7RW-4MTN");
  await press("Unlock");
  expect(sent.at(-1)?.input).toEqual({ method: "recovery", secret: "K7RW-4MTN" });
});
