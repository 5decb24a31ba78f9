import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import InlineEdit from "$components/InlineEdit.svelte";
import { CallError } from "$lib/ipc/call";
import { settled } from "./shell";

const setup = (commit: (value: string) => Promise<unknown> = async () => undefined) => {
  const spy = vi.fn(commit);
  render(InlineEdit, { label: "Region", value: "Wuxi", field: "region", commit: spy });
  return spy;
};
const open = async () => {
  await fireEvent.click(screen.getByRole("button"));
  return screen.getByRole<HTMLInputElement>("textbox");
};

test("Enter saves the trimmed text once and returns to the field", async () => {
  const commit = setup();
  const input = await open();
  await fireEvent.input(input, { target: { value: " 苏州 " } });
  await fireEvent.keyDown(input, { key: "Enter" });
  await settled();
  expect(commit.mock.calls).toEqual([["苏州"]]);
  expect(document.activeElement).toBe(screen.getByRole("button"));
});

test("Enter that an input method uses to choose characters does not save", async () => {
  const commit = setup();
  const input = await open();
  await fireEvent.input(input, { target: { value: "suzhou" } });
  await fireEvent.keyDown(input, { key: "Enter", isComposing: true });
  await fireEvent.keyDown(input, { key: "Enter", keyCode: 229 });
  await fireEvent.keyDown(input, { key: "Escape", isComposing: true });
  await settled();
  expect(commit).not.toHaveBeenCalled();
  expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("suzhou");
});

test("Esc restores and saves nothing", async () => {
  const commit = setup();
  const input = await open();
  await fireEvent.input(input, { target: { value: "other" } });
  await fireEvent.keyDown(input, { key: "Escape" });
  await settled();
  expect(screen.getByRole("button").textContent).toContain("Wuxi");
  expect(commit).not.toHaveBeenCalled();
});

test("leaving saves, and an unchanged field is not saved", async () => {
  const commit = setup();
  await fireEvent.blur(await open());
  await settled();
  expect(commit).not.toHaveBeenCalled();
  const input = await open();
  await fireEvent.input(input, { target: { value: "Ningbo" } });
  await fireEvent.blur(input);
  await settled();
  expect(commit.mock.calls).toEqual([["Ningbo"]]);
});

test("a refused value stays open with the reason, and what was typed", async () => {
  setup(async () => {
    throw new CallError({ code: "invalid", fields: { region: "too_long" }, detail: "" });
  });
  const input = await open();
  await fireEvent.input(input, { target: { value: "x".repeat(10) } });
  await fireEvent.keyDown(input, { key: "Enter" });
  await settled();
  expect(screen.getByRole("alert").textContent).toContain("too long");
  expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("x".repeat(10));
  expect(input.getAttribute("aria-invalid")).toBe("true");
});

test("E and Enter open it from the keyboard, E with Ctrl does not", async () => {
  setup();
  const view = screen.getByRole("button");
  await fireEvent.keyDown(view, { key: "e", ctrlKey: true });
  expect(screen.queryByRole("textbox")).toBeNull();
  await fireEvent.keyDown(view, { key: "e" });
  expect(screen.getByRole("textbox")).toBe(document.activeElement);
});
