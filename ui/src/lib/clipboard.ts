/** Copies a secret and takes it back after a minute. */
const KEPT_MS = 60_000;
let timer: ReturnType<typeof setTimeout> | undefined;

export async function copyForAMinute(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  clearTimeout(timer);
  timer = setTimeout(() => void clear(), KEPT_MS);
}

async function clear(): Promise<void> {
  try {
    await navigator.clipboard.writeText("");
  } catch {
    // Some systems let a page write only while a person acts, so the next press or key does it.
    const again = () => {
      window.removeEventListener("pointerdown", again);
      window.removeEventListener("keydown", again);
      void navigator.clipboard.writeText("");
    };
    window.addEventListener("pointerdown", again);
    window.addEventListener("keydown", again);
  }
}
