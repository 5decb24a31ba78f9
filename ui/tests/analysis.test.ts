import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";
import Reading from "$features/search/Reading.svelte";
import { i18n } from "$lib/i18n.svelte";
import type { Analysis, CommunicationView } from "$lib/ipc/generated";
import { answer, later, settled } from "./shell";

const view = (id: string, text: string) =>
  ({
    id,
    customerId: "c1",
    customerName: "Qichen",
    customerKind: "company",
    channel: "call",
    direction: "out",
    at: Date.UTC(2026, 4, 8),
    durationMinutes: null,
    title: "",
    text,
    outcome: "none",
    categoryId: null,
    categoryBy: "nobody",
    ownerName: "Lin Yue",
    people: [],
    followUp: null,
    attachments: [],
  }) as unknown as CommunicationView;

const empty = (id: string): Analysis => ({
  id,
  summary: null,
  tone: { kind: "neutral", score: 0, words: [] },
  toneGiven: false,
  categories: [],
  category: null,
  categoryQuality: { taught: 0, heldOut: 0, accuracy: 0, macroF1: 0, majority: 0, decides: [] },
  keywords: [],
  similar: [],
  compared: { by: "words", learning: false },
  suggestions: [],
});
const full: Analysis = {
  ...empty("n1"),
  summary: { sentences: ["Needs 48 rails.", "交期更关键。", "Quote by Friday."], of: 11 },
  tone: { kind: "positive", score: 2, words: ["very happy"] },
  categories: [{ topic: "delivery", share: 0.5, words: ["delivery", "交期"] }],
  keywords: [
    { text: "HGW25", share: 1 },
    { text: "交期", share: 0.52 },
  ],
  similar: [
    {
      id: "n2",
      customerId: "c2",
      customerName: "广州南粤",
      at: Date.UTC(2026, 3, 29),
      snippet: [
        { text: "交期", hit: true },
        { text: "按合同 35 天", hit: false },
      ],
      near: [],
      likeness: 0.66,
    },
  ],
  suggestions: [{ kind: "need", sentence: "Needs 48 rails.", words: ["needs"] }],
};

const hit = { id: "n1", customerId: "c1", title: [], snippet: [{ text: "rails", hit: true }] };
async function read(said: Analysis) {
  answer({ get_communication: ({ id }) => view(id, "Needs 48 rails. More."), read_analysis: () => said });
  const props = { hit, ondelete: vi.fn(), onsearch: vi.fn(), onopen: vi.fn() };
  const page = render(Reading, props);
  await settled();
  return { ...props, ...page };
}

beforeEach(() => i18n.set("en"));

test("every part of the analysis is shown with what it rests on", async () => {
  await read(full);
  expect(screen.getByText("3 of 11 sentences, made on this computer")).toBeTruthy();
  expect(screen.getByText("交期更关键。")).toBeTruthy();
  expect(screen.getByText("Delivery").title).toBe("Because of: delivery, 交期");
  expect(screen.getByRole("button", { name: "Positive tone. Change it" }).title).toBe(
    "Because of: very happy",
  );
  expect(screen.getByText("By shared words: too few notes to learn meanings")).toBeTruthy();
  expect(screen.getByText("66%")).toBeTruthy();
  const bold = [...document.querySelectorAll("b")].map((part) => part.textContent);
  expect(bold).toEqual(["Needs", "交期"]);
  expect([...document.querySelectorAll<HTMLElement>(".meter i")].map((bar) => bar.style.width)).toEqual([
    "100%",
    "52%",
  ]);
});

test("it says by what similar notes are alike, and which words are used alike", async () => {
  const near = [
    { own: "报价", other: "quotation" },
    { own: "rails", other: "导轨" },
  ];
  const similar = full.similar.map((note) => ({ ...note, near }));
  await read({ ...full, similar, compared: { by: "meaning", notes: 12_400 } });
  expect(screen.getByText("By meaning, learned from 12,400 notes")).toBeTruthy();
  expect(screen.getByText("Used alike: 报价 ~ quotation, rails ~ 导轨")).toBeTruthy();
  i18n.set("zh-CN");
  await settled();
  expect(screen.getByText("按词义比较，词义学自 12,400 条记录")).toBeTruthy();
  expect(screen.getByText("用法相近：报价 ~ quotation、rails ~ 导轨")).toBeTruthy();
});

test("it says when meanings are still being learned", async () => {
  await read({ ...full, compared: { by: "words", learning: true } });
  expect(screen.getByText("By shared words; meanings are being learned")).toBeTruthy();
});

test("a keyword is searched for and a similar note is opened", async () => {
  const { onsearch, onopen } = await read(full);
  await fireEvent.click(screen.getByRole("button", { name: "HGW25" }));
  expect(onsearch).toHaveBeenCalledWith("HGW25");
  await fireEvent.click(screen.getByRole("button", { name: /广州南粤/ }));
  expect(onopen).toHaveBeenCalledWith(full.similar[0]);
});

test("nothing is shown of what is empty", async () => {
  await read(empty("n1"));
  expect(screen.getByText(/48/)).toBeTruthy();
  expect(screen.queryAllByRole("heading")).toEqual([]);
  expect([...document.querySelectorAll(".tag, .meter")].map((tag) => tag.textContent)).toEqual(["Category"]);
});

test("a suggested category says how sure it is and why, and is corrected with a click", async () => {
  const categories = [
    { id: "k1", topic: "price", nameEn: "", nameZh: "" },
    { id: "k2", topic: null, nameEn: "Renewal", nameZh: "续约" },
  ];
  const set = vi.fn((_: unknown) => ({ act: null }));
  const category = {
    categoryId: "k2",
    by: "learned" as const,
    sure: 0.82,
    words: ["rail", "交期"],
    decided: false,
  };
  answer({
    get_communication: ({ id }) => view(id, "Needs 48 rails."),
    read_analysis: () => ({ ...empty("n1"), category }),
    list_categories: () => categories as never,
    set_category: set,
  });
  render(Reading, { hit, ondelete: vi.fn(), onsearch: vi.fn(), onopen: vi.fn() });
  await settled();
  const chip = screen.getByRole("button", { name: "Renewal? 82% sure. Change it" });
  expect(chip.textContent).toContain("Renewal? 82% sure");
  expect(chip.title).toBe("Learned from what you decided, because of: rail, 交期 (82% sure)");
  await fireEvent.click(screen.getByRole("button", { name: "Yes, it is about Renewal" }));
  expect(set.mock.calls[0]?.[0]).toEqual({ id: "n1", categoryId: "k2" });
});

test("what was said about one note never stands under another", async () => {
  const { rerender } = await read(full);
  const slow = later<Analysis>();
  answer({ get_communication: ({ id }) => view(id, "Another."), read_analysis: () => slow.promise });
  await rerender({ hit: { ...hit, id: "n9" } });
  await settled();
  expect(screen.getByText("Another.")).toBeTruthy();
  expect(screen.queryByText("Positive tone")).toBeNull();
  slow.resolve({ ...empty("n9"), keywords: [{ text: "Another", share: 1 }] });
  await settled();
  expect(screen.getByRole("button", { name: "Another" })).toBeTruthy();
});

test("all of it speaks Chinese", async () => {
  i18n.set("zh-CN");
  await read(full);
  expect(screen.getByText("摘自 11 句中的 3 句，在本机生成")).toBeTruthy();
  expect(screen.getByText("语气积极").title).toBe("依据：very happy");
  expect(screen.getByText("需求与投诉")).toBeTruthy();
});
