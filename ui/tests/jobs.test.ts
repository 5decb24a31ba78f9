import { expect, test, vi } from "vitest";
import { runJob, runningJobs } from "$lib/ipc/jobs.svelte";
import { answer, sent, settled, tell } from "./shell";

const event = (change: object) => ({
  id: "j1",
  command: "rebuild_index",
  state: "running",
  done: 0,
  total: 10,
  result: null,
  error: null,
  ...change,
});

test("a job that ends before its id arrives still delivers", async () => {
  answer({
    rebuild_index: async () => {
      await tell("job", event({ state: "done", done: 10, result: { documents: 10 } }));
      return "j1";
    },
  });
  expect(await runJob("rebuild_index", {}).result).toEqual({ documents: 10 });
});

test("progress is reported for its own job only", async () => {
  answer({ rebuild_index: () => "j1" });
  const seen: number[] = [];
  const job = runJob("rebuild_index", {}, (done) => seen.push(done));
  await settled();
  await tell("job", event({ id: "other", done: 9 }));
  await tell("job", event({ done: 4 }));
  await tell("job", event({ state: "done", done: 10, result: { documents: 10 } }));
  await job.result;
  expect(seen).toEqual([4]);
  await tell("job", event({ id: "other", state: "done" }));
});

test("cancelling asks the core and ends with its own code", async () => {
  answer({ rebuild_index: () => "j1", cancel_job: () => null });
  const job = runJob("rebuild_index", {});
  const outcome = expect(job.result).rejects.toMatchObject({ code: "cancelled" });
  await job.cancel();
  expect(sent.at(-1)).toEqual({ name: "cancel_job", input: { id: "j1" } });
  await tell("job", event({ state: "cancelled" }));
  await outcome;
});

test("a job that is refused at once rejects with the core's code", async () => {
  answer({
    rebuild_index: () => {
      throw { code: "busy", fields: {}, detail: "" };
    },
  });
  await expect(runJob("rebuild_index", {}).result).rejects.toMatchObject({ code: "busy" });
});

test("the sidebar tells how long running work still takes, once that can be told", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  await tell("job", event({ id: "j2", done: 2 }));
  expect(runningJobs.list).toMatchObject([{ id: "j2", done: 2, secondsLeft: undefined }]);
  vi.advanceTimersByTime(3000);
  await tell("job", event({ id: "j2", done: 4 }));
  expect(runningJobs.list).toMatchObject([{ id: "j2", done: 4, secondsLeft: 9 }]);
  await tell("job", event({ id: "j2", state: "cancelled" }));
  expect(runningJobs.list).toEqual([]);
  vi.useRealTimers();
});
