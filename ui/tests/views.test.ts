import { beforeEach, describe, expect, it } from "vitest";
import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import type { Conditions, CustomerFacets, View } from "$lib/ipc/generated";
import { customerColumns } from "$features/customers/columns.svelte";
import { customerList } from "$features/customers/list.svelte";
import FilterBuilder from "$features/customers/views/FilterBuilder.svelte";
import {
  canonical,
  conditionsOf,
  counted,
  dayMeant,
  newGroup,
  newRow,
  rowsOf,
  testsOf,
  withField,
} from "$features/customers/views/conditions";
import { t } from "$lib/i18n.svelte";
import { answer } from "./shell";

const QUIET = {
  type: "date",
  field: "last_contact",
  test: { is: "not_in_last", count: 30, unit: "days" },
} as const;
const LEADS = { type: "choice", field: "stage", is: "any_of", values: ["lead"] } as const;
const conditions = (of: Conditions["of"], join: Conditions["join"] = "all"): Conditions => ({ join, of });

describe("rows", () => {
  it("come back as the conditions they were made of, each kind of them", () => {
    const all = conditions([
      { ...LEADS, values: ["lead"] },
      QUIET,
      { type: "date", field: "created", test: { is: "on", day: "2026-05-14" } },
      { type: "date", field: "next_follow_up", test: { is: "never" } },
      { type: "number", field: "communications", is: "at_most", value: 3 },
      {
        join: "any",
        of: [
          { type: "reach", field: "phone", known: false },
          { type: "reach", field: "email", known: true },
          { type: "choice", field: "tags", is: "all_of", values: ["a", ""] },
        ],
      },
    ]);
    expect(conditionsOf(rowsOf(all)).conditions).toEqual(all);
  });
  it("that are incomplete ask for nothing, and the others keep their places", () => {
    const of = [
      newRow("stage"),
      newRow("last_contact"),
      { ...newRow("created"), is: "on" } as const,
      newGroup("any"),
    ];
    const { conditions: made, places } = conditionsOf({ join: "any", of });
    expect(made).toEqual({ join: "any", of: [QUIET, { join: "any", of: [QUIET] }] });
    expect(places).toEqual([-1, 0, -1, 1]);
    expect(conditionsOf(rowsOf(undefined)).conditions.of, "a first row, not filled in").toEqual([]);
  });
  it("take no number that is none, or too large", () => {
    for (const count of ["", "-1", "1.5", "10000", "x"]) {
      expect(conditionsOf({ join: "all", of: [{ ...newRow("last_contact"), count }] }).places).toEqual([-1]);
    }
    expect(conditionsOf({ join: "all", of: [{ ...newRow("last_contact"), count: " 0 " }] }).places).toEqual([
      0,
    ]);
  });
  it("offer what fits the field", () => {
    expect(testsOf("tags")).toContain("all_of");
    expect(testsOf("stage")).not.toContain("all_of");
    const row = withField({ ...newRow("stage"), values: ["lead"] }, "region");
    expect(row.values, "a stage is no region").toEqual([]);
  });
  it("say which day they mean, by the calendar", () => {
    const row = { ...newRow("last_contact"), count: "1", unit: "months" } as const;
    expect(dayMeant(row, "2026-03-31")).toBe("2026-02-28");
    expect(dayMeant({ ...row, is: "more_than_ahead" }, "2026-01-31")).toBe("2026-02-28");
    expect(dayMeant({ ...row, count: "" }, "2026-01-31")).toBeUndefined();
    expect(dayMeant({ ...row, is: "never" }, "2026-01-31")).toBeUndefined();
  });
  it("are counted beside groups", () => {
    expect(counted(conditions([QUIET, { join: "any", of: [QUIET, QUIET] }]))).toEqual({
      conditions: 1,
      groups: 1,
    });
    expect(t("conditions-count", { conditions: 2, groups: 1 })).toBe("2 conditions, 1 group");
    expect(t("conditions-count", { conditions: 0, groups: 2 })).toBe("2 groups");
    expect(t("conditions-count", { conditions: 1, groups: 0 })).toBe("1 condition");
  });
});

const view = (more: Partial<View> = {}): View => ({
  id: "v1",
  name: "Quiet",
  filter: { tags: ["t1"], text: "泵", conditions: conditions([QUIET]) },
  sort: { by: "last_contact", descending: true },
  columns: { order: ["name", "last"], hidden: ["tags"], widths: { name: 240 } },
  place: "tabs",
  audience: "everyone",
  ownerId: "u1",
  ...more,
});

describe("the list", () => {
  beforeEach(() => {
    answer({ get_draft: () => ({ value: "", savedAt: null }), save_draft: () => null });
    customerList.open(undefined);
  });

  it("shows what a view holds, and knows when it differs", () => {
    customerList.open(view());
    expect(canonical(customerList.filter)).toBe(canonical(view().filter));
    expect(customerList.edited).toBe(false);
    customerList.sortBy({ by: "name" });
    expect(customerList.edited).toBe(true);
    customerList.sortBy({ by: "last_contact", descending: true });
    expect(customerList.edited, "back as it was").toBe(false);
    customerList.without("conditions");
    expect(customerList.edited).toBe(true);
    customerList.open(view());
    customerColumns.reset();
    expect(customerList.edited, "columns belong to the view").toBe(true);
    customerList.open(undefined);
    expect([customerList.narrowed, customerList.edited, customerList.sort.by]).toEqual([
      false,
      false,
      "name",
    ]);
  });
  it("keeps what it holds once it is saved", () => {
    customerList.narrow(conditions([LEADS as never]));
    customerList.adopt(view({ ...customerList.kept }));
    expect(customerList.edited).toBe(false);
  });
  it("follows what becomes of its view elsewhere, but not over a person's own changes", () => {
    customerList.open(view());
    customerList.follow([view({ name: "Silent", filter: {} })]);
    expect([customerList.view?.name, customerList.narrowed]).toEqual(["Silent", false]);
    customerList.find("x");
    customerList.follow([view()]);
    expect([customerList.text, customerList.edited]).toEqual(["x", true]);
    customerList.follow([]);
    expect([customerList.view, customerList.text], "the list stays").toEqual([undefined, "x"]);
  });
});

describe("the builder", () => {
  const facets: CustomerFacets = {
    stages: [],
    owners: [],
    tags: [],
    tagsInAll: 0,
    parts: [],
    conditions: [40, 12],
    matching: 7,
    customers: 100,
  };
  beforeEach(() => customerList.open(undefined));

  it("narrows the list with each complete row, and says what leaves out most", async () => {
    answer({});
    customerList.narrow(conditions([LEADS as never, QUIET]));
    render(FilterBuilder, { facets, onsave: () => undefined });
    await fireEvent.click(screen.getByText(t("conditions-count", { conditions: 2, groups: 0 })));
    await screen.findByText(t("conditions-match", { count: "7", all: "100" }));
    screen.getByText(t("conditions-most", { condition: t("column-last") }));
    const count = screen.getByLabelText(t("condition-value", { field: t("column-last") }));
    await fireEvent.input(count, { target: { value: "" } });
    expect(customerList.conditions?.of).toEqual([LEADS]);
    await fireEvent.input(count, { target: { value: "7" } });
    expect(customerList.conditions?.of[1]).toMatchObject({ test: { count: 7 } });
    await fireEvent.click(screen.getByLabelText(t("condition-remove", { field: t("fact-stage") })));
    expect(customerList.conditions?.of).toHaveLength(1);
    await fireEvent.keyDown(screen.getByLabelText(t("condition-value", { field: t("column-last") })), {
      key: "Enter",
    });
    await waitFor(() => expect(screen.queryByText(t("condition-add"))).toBeNull());
  });
});
