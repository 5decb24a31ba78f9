import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import StorageBanner from "$features/shell/StorageBanner.svelte";
import { call } from "$lib/ipc/call";
import type { SessionState, Storage } from "$lib/ipc/generated";
import { session } from "$lib/session.svelte";
import { answer, sent } from "./shell";

const fine: Storage = { trouble: null, lowMegabytes: null, shared: null };

function open(storage: Storage): SessionState {
  const stamps = { createdAt: 0, updatedAt: 0, deletedAt: null };
  const workspace = { id: "w", name: "凌海", country: "CN", currency: "CNY", language: "en", ...stamps };
  const user = { id: "u", name: "林悦", role: "owner" };
  return { state: "open", workspace, user, sample: false, canLock: false, storage } as SessionState;
}

afterEach(() => vi.useRealTimers());

test("a full disk is told until there is room again, without anyone asking", async () => {
  vi.useFakeTimers();
  session.take(open(fine));
  let storage: Storage = { ...fine, trouble: "disk_full" };
  answer({
    check_storage: () => storage,
    save_draft: () => {
      throw { code: "disk_full", fields: {}, detail: "" };
    },
  });
  render(StorageBanner);
  expect(screen.queryByRole("alert")).toBeNull();
  await expect(call("save_draft", { key: "log", value: "typed" })).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(10);
  expect(screen.getByRole("alert").textContent).toContain("The disk is full");
  storage = fine;
  await vi.advanceTimersByTimeAsync(2500);
  expect(screen.queryByRole("alert")).toBeNull();
  const looks = sent.filter((each) => each.name === "check_storage").length;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(sent.filter((each) => each.name === "check_storage")).toHaveLength(looks);
});

test("an error about one file is no trouble of the workspace", async () => {
  session.take(open(fine));
  answer({
    check_storage: () => fine,
    export_list: () => {
      throw { code: "invalid", fields: { file: "no_room" }, detail: "" };
    },
  });
  render(StorageBanner);
  await expect(call("export_list", { kind: "customers", ticket: "t" })).rejects.toThrow();
  expect(sent.map((each) => each.name)).toEqual(["export_list"]);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a warning can be waved away, what keeps from saving can't", async () => {
  const shared = { kind: "synced", name: "OneDrive" } as const;
  session.take(open({ ...fine, shared }));
  answer({ check_storage: () => ({ trouble: "gone", lowMegabytes: null, shared }) });
  render(StorageBanner);
  expect(screen.getByRole("status").textContent).toContain("OneDrive");
  await fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByRole("status")).toBeNull();
  session.take(open({ trouble: "gone", lowMegabytes: null, shared }));
  expect((await screen.findByRole("alert")).textContent).toContain("gone");
  expect(screen.queryByRole("button", { name: "Dismiss" })).toBeNull();
  session.take(open(fine));
});
