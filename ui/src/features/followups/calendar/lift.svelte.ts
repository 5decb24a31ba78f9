/** What is lifted off the calendar, and where it would come down: by pointer, or by keyboard with every step spoken. */
import type { FollowUpView } from "$lib/ipc/generated";
import { format } from "$lib/format";
import { t } from "$lib/i18n.svelte";
import { dueText } from "../due";
import { moved, overlapping, samePlace, span, type Place, type Step } from "./days";

const STEPS: Record<string, Step> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  a: "any",
  A: "any",
};
/** What the same keys do with Shift. */
const LENGTHS: Record<string, Step> = { ArrowUp: "shorter", ArrowDown: "longer" };
/** A pointer that moves less than this only presses. */
const THRESHOLD = 4;

type Point = { x: number; y: number };
type Ends = {
  drop: (followUp: FollowUpView, place: Place) => void;
  /** It stays where it was. */
  back: (followUp: FollowUpView) => void;
};

export const placeOf = ({ dueDate, dueTime, durationMinutes }: FollowUpView): Place => ({
  date: dueDate,
  time: dueTime,
  minutes: durationMinutes,
});
/** "Fri 15 May, 10:00", "Fri 15 May, 10:00–10:45", "Fri 15 May, Any time". */
export const placeText = ({ date, time, minutes }: Place): string =>
  t("day-and-time", {
    day: format.weekdayDate(date),
    time: time === null ? t("due-any-time") : span(time, minutes),
  });

export class Lift {
  #item = $state.raw<FollowUpView>();
  #to = $state.raw<Place>();
  #pointer = $state.raw<Point>();
  /** What the live region says. */
  #word = $state("");
  /** What the pointer is down on, before it moved far enough; how far below its upper edge. */
  #pressed: { item: FollowUpView; from: Point; below: number } | undefined;
  /** A drag ends with a click on what was dragged, which opens nothing. */
  #dragged = false;
  readonly #others: () => readonly FollowUpView[];
  readonly #ends: Ends;

  constructor(others: () => readonly FollowUpView[], ends: Ends) {
    this.#others = others;
    this.#ends = ends;
  }

  get item(): FollowUpView | undefined {
    return this.#item;
  }
  get to(): Place | undefined {
    return this.#to;
  }
  /** Where the pointer holds it; undefined while the keyboard does. */
  get pointer(): Point | undefined {
    return this.#pointer;
  }
  get word(): string {
    return this.#word;
  }
  /** What lies where it would come down. */
  get overlap(): FollowUpView | undefined {
    return this.#item && this.#to && overlapping(this.#others(), this.#to, this.#item.id);
  }

  /** `start` is where it begins, for what lies on none of the days that are shown. */
  lift(item: FollowUpView, start = placeOf(item)): void {
    // What is done has had its time.
    if (item.doneAt !== null) return;
    this.#item = item;
    this.#to = start;
    this.#word = t("lift-lifted", {
      title: `${item.customerName}, ${item.title}`,
      when: placeText(this.#to),
    });
  }
  /** One key while something is lifted; `hours` tells whether the view has them. False for a key that means nothing here. */
  key(key: string, hours: boolean, shift = false): boolean {
    if (!this.#item || !this.#to) return false;
    const step = (shift && hours && LENGTHS[key]) || STEPS[key];
    if (key === "Escape") this.putBack();
    else if (key === " " || key === "Enter") this.drop();
    else if (step) this.moveTo(moved(this.#to, step, hours));
    else return false;
    return true;
  }
  moveTo(to: Place): void {
    // What the pointer finds has no length; it stays what it is.
    const place = { minutes: this.#to?.minutes ?? null, ...to };
    if (!this.#to || samePlace(this.#to, place)) return;
    this.#to = place;
    const { overlap } = this;
    const when = placeText(place);
    this.#word = overlap ? t("lift-overlaps", { when, other: overlap.customerName }) : when;
  }
  drop(): void {
    const [item, to] = [this.#item, this.#to];
    if (!item || !to) return;
    if (samePlace(placeOf(item), to)) {
      this.putBack();
      return;
    }
    this.#end();
    this.#word = t("lift-dropped", {
      title: item.title,
      when: dueText({ dueDate: to.date, dueTime: to.time }, true),
    });
    this.#ends.drop(item, to);
  }
  putBack(): void {
    const item = this.#item;
    this.#end();
    if (!item) return;
    this.#word = t("lift-back", { title: item.title });
    this.#ends.back(item);
  }

  press(item: FollowUpView, from: Point, below: number): void {
    this.#dragged = false;
    if (item.doneAt === null && !this.#item) this.#pressed = { item, from, below };
  }
  /** The pointer moves; `placeAt` tells what lies under a point. */
  point(at: Point, placeAt: (at: Point, item: FollowUpView) => Place | undefined): void {
    const pressed = this.#pressed;
    if (!pressed) return;
    const { item, from, below } = pressed;
    if (!this.#item) {
      if (Math.hypot(at.x - from.x, at.y - from.y) < THRESHOLD) return;
      this.lift(item);
      this.#dragged = true;
    }
    this.#pointer = at;
    const place = placeAt({ x: at.x, y: at.y - below }, item);
    if (place) this.moveTo(place);
  }
  release(): void {
    if (this.#pressed && this.#item) this.drop();
    this.#pressed = undefined;
  }
  /** Whether the click that comes now belongs to a drag. */
  takesClick(): boolean {
    const dragged = this.#dragged;
    this.#dragged = false;
    return dragged;
  }

  #end(): void {
    this.#item = undefined;
    this.#to = undefined;
    this.#pointer = undefined;
    this.#pressed = undefined;
  }
}
