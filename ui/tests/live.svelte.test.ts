import { flushSync } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";
import type { CustomerPage, User } from "$lib/ipc/generated";
import { LiveQuery } from "$lib/ipc/live.svelte";
import { LivePages } from "$lib/ipc/pages.svelte";
import { answer, later, sent, settled, tell } from "./shell";

const user = (name: string): User[] => [{ id: "u1", name, role: "owner" }];
let dispose = () => {};

/** Runs inside a root, as a component's setup would. */
function inRoot<T>(make: () => T): T {
  let made!: T;
  dispose = $effect.root(() => {
    made = make();
  });
  flushSync();
  return made;
}
beforeEach(() => () => dispose());

test("an answer that arrives after a newer one is dropped", async () => {
  const [slow, quick] = [later<User[]>(), later<User[]>()];
  const replies = [slow, quick];
  answer({ list_users: () => replies.shift()?.promise ?? user("none") });
  const query = inRoot(() => new LiveQuery("list_users", () => ({}), ["users"]));
  void query.refetch();
  quick.resolve(user("new"));
  await settled();
  slow.resolve(user("old"));
  await settled();
  expect(query.data?.[0]?.name).toBe("new");
  expect(query.fetching).toBe(false);
});

test("a change of its tag refetches once for a burst, another tag does not", async () => {
  vi.useFakeTimers();
  try {
    answer({ list_users: () => user("a") });
    inRoot(() => new LiveQuery("list_users", () => ({}), ["users"]));
    await vi.advanceTimersByTimeAsync(0);
    await tell("change", { tags: ["customers"], ids: [] });
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toHaveLength(1);
    for (let burst = 0; burst < 5; burst += 1) await tell("change", { tags: ["users"], ids: [] });
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
});

test("a failed refetch keeps the old data and says why", async () => {
  let fails = false;
  answer({
    list_users: () => {
      if (fails) throw { code: "locked", fields: {}, detail: "" };
      return user("kept");
    },
  });
  const query = inRoot(() => new LiveQuery("list_users", () => ({}), ["users"]));
  await settled();
  fails = true;
  await query.refetch();
  expect(query.state).toBe("error");
  expect(query.error?.code).toBe("locked");
  expect(query.data?.[0]?.name).toBe("kept");
});

test("another input fetches again, an equal one does not, and null waits", async () => {
  answer({ get_customer: ({ id }) => ({ customer: { id } }) as never });
  let id = $state<string | null>(null);
  const query = inRoot(
    () => new LiveQuery("get_customer", () => (id === null ? null : { id }), ["customers"]),
  );
  expect(sent).toHaveLength(0);
  expect(query.state).toBe("loading");
  id = "a";
  flushSync();
  await settled();
  id = "a";
  flushSync();
  id = "b";
  flushSync();
  await settled();
  expect(sent.map((each) => each.input)).toEqual([{ id: "a" }, { id: "b" }]);
  expect(query.data?.customer.id).toBe("b");
});

test("after its component is gone neither changes nor late answers reach it", async () => {
  const slow = later<User[]>();
  answer({ list_users: () => slow.promise });
  const query = inRoot(() => new LiveQuery("list_users", () => ({}), ["users"]));
  dispose();
  slow.resolve(user("late"));
  await tell("change", { tags: ["users"], ids: [] });
  await settled();
  expect(query.data).toBeUndefined();
  expect(sent).toHaveLength(1);
});

const page = (total: number, offset: number, limit: number): CustomerPage => ({
  total,
  rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => ({
    id: `c${offset + i}`,
  })) as never,
});
const offsets = () => sent.map((each) => (each.input as { offset: number }).offset);

test("a long list fetches what is on screen, wherever that is", async () => {
  answer({ list_customers: ({ offset, limit }) => page(100_000, offset ?? 0, limit ?? 0) });
  const rows = inRoot(() => new LivePages("list_customers", () => ({}), ["customers"]));
  await settled();
  rows.want([73_450, 73_480]);
  await settled();
  expect(offsets()).toEqual([0, 73_400]);
  expect(rows.total).toBe(100_000);
  expect(rows.at(73_460)?.id).toBe("c73460");
  expect(rows.at(50_000)).toBeUndefined();
});

test("rows of an older order never mix with the new one", async () => {
  const slow = later<CustomerPage>();
  let first = true;
  answer({
    list_customers: ({ offset, limit }) => {
      if (!first) return page(7, offset ?? 0, limit ?? 0);
      first = false;
      return slow.promise;
    },
  });
  let by = $state<"name" | "created">("name");
  const rows = inRoot(() => new LivePages("list_customers", () => ({ sort: { by } }), ["customers"]));
  by = "created";
  flushSync();
  await settled();
  // The new list does not wait for the answer of the old one, which is dropped when it comes.
  expect(rows.total).toBe(7);
  slow.resolve(page(100_000, 0, 100));
  await settled();
  expect(rows.total).toBe(7);
});

test("a list that shrank under the screen learns its new length", async () => {
  let total = 100_000;
  answer({ list_customers: ({ offset, limit }) => page(total, offset ?? 0, limit ?? 0) });
  const rows = inRoot(() => new LivePages("list_customers", () => ({}), ["customers"]));
  await settled();
  rows.want([90_000, 90_020]);
  await settled();
  total = 3;
  rows.reload();
  await settled();
  expect(rows.total).toBe(3);
  rows.want([0, 2]);
  await settled();
  expect(rows.at(0)?.id).toBe("c0");
});

test("a range reaches beyond what is on screen", async () => {
  answer({ list_customers: ({ offset, limit }) => page(100_000, offset ?? 0, Math.min(limit ?? 0, 500)) });
  const rows = inRoot(() => new LivePages("list_customers", () => ({}), ["customers"]));
  await settled();
  const range = await rows.range(10, 2_009);
  expect(range).toHaveLength(2_000);
  expect(range.at(-1)?.id).toBe("c2009");
});
