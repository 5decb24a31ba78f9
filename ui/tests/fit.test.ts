import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import FitWeek from "$features/followups/calendar/FitWeek.svelte";
import KeptFile from "$features/followups/calendar/KeptFile.svelte";
import { reason } from "$features/followups/calendar/fit";
import { readStep } from "$features/followups/step";
import { i18n } from "$lib/i18n.svelte";
import type { FollowUpView, Placement } from "$lib/ipc/generated";
import { answer, sent, settled } from "./shell";

beforeEach(() => i18n.set("en"));

const followUp: FollowUpView = {
  id: "f1",
  customerId: "c1",
  communicationId: null,
  title: "Call back",
  channel: "call",
  dueDate: "2026-05-10",
  dueTime: null,
  zone: "Asia/Shanghai",
  dueAt: 0,
  ownerId: null,
  doneAt: null,
  repeats: "",
  repeatsFrom: "",
  priority: "high",
  durationMinutes: null,
  createdAt: 0,
  updatedAt: 0,
  deletedAt: null,
  customerName: "Kessler",
  customerKind: "company",
  ownerName: "",
};
const placement = (more: Partial<Placement> = {}): Placement => ({
  followUp,
  date: "2026-05-15",
  time: "10:15",
  minutes: 30,
  daysLate: 4,
  theirHours: "",
  inTheirHours: false,
  ...more,
});

test("each time says why it is that one", () => {
  expect(reason(placement())).toBe("4 days late");
  expect(reason(placement({ theirHours: "09:00-11:00", inTheirHours: true }))).toBe(
    "4 days late · In their hours, 09:00–11:00",
  );
  expect(reason(placement({ daysLate: 0, theirHours: "18:00-19:00" }))).toContain(
    "No time free in their hours",
  );
  const timed = { ...followUp, dueTime: "09:00" };
  expect(reason(placement({ daysLate: 0, followUp: timed }))).toBe("Was at 09:00");
  i18n.set("zh-CN");
  expect(reason(placement({ theirHours: "09:00-11:00", inTheirHours: true }))).toBe(
    "逾期 4 天 · 在约定时段内：09:00–11:00",
  );
});

test("all that is shown is taken over in one act", async () => {
  answer({
    preview_fit: () => ({ placements: [placement()], left: 2 }),
    fit_follow_ups: () => ({ act: "act1", count: 1 }),
  });
  let closed = false;
  render(FitWeek, { from: "2026-05-11", to: "2026-05-17", onclose: () => (closed = true) });
  await settled();
  expect(screen.getByText("10:15–10:45")).toBeTruthy();
  expect(screen.getByText(/2 more have no free time/)).toBeTruthy();
  const asked = sent.find(({ name }) => name === "preview_fit")?.input;
  expect(asked).toMatchObject({ weekdays: [1, 2, 3, 4, 5], anyTime: true });
  await fireEvent.click(screen.getByRole("button", { name: "Move 1 follow-up" }));
  await settled();
  expect(sent.find(({ name }) => name === "fit_follow_ups")?.input).toEqual({
    placements: [{ id: "f1", date: "2026-05-15", time: "10:15" }],
  });
  expect(closed).toBe(true);
});

test("a file that can't be written says so, and is left or deleted", async () => {
  const kept = { name: "a.ics", mine: true, named: false, writtenAt: 0, problem: "not_there" };
  answer({ get_calendar_file: () => kept, stop_calendar_file: () => null });
  render(KeptFile, { mine: true });
  await settled();
  expect(screen.getByText(/Its folder isn’t there now/)).toBeTruthy();
  await fireEvent.click(screen.getByRole("button", { name: "Stop and delete it" }));
  await settled();
  expect(sent.find(({ name }) => name === "stop_calendar_file")?.input).toEqual({ delete: true });
});

test("a draft of an earlier program is still read", () => {
  const old = { title: "x", channel: "", date: "2026-05-14", time: "", ownerId: "", repeats: "" };
  expect(readStep(old)).toEqual({ ...old, priority: "normal", minutes: "" });
  expect(readStep({ title: "x" })).toBeUndefined();
});
