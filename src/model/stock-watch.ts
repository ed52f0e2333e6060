import { DAYS_PER_WEEK } from "../engine/calendar.ts";
import type { ItemState } from "./item.ts";
import type { Measures } from "./measure.ts";
import type { Recorder } from "./recorder.ts";

/** Planned use of less than this is none, units a day. */
const NO_USE = 1e-9;

/** Watches what lies in stock from day to day: means over time, cover, and the days on which a part had run out. */
export class StockWatch {
  private readonly items: readonly ItemState[];
  /** Those that are watched from day to day: all but finished products. */
  private readonly parts: readonly ItemState[];
  private readonly measures: Measures;
  private readonly slot: number;
  /** By item, since the month began: units summed over the looks, and the looks that found none though use is planned. */
  private readonly sums: Float64Array;
  private readonly empty: Float64Array;
  private looks = 0;

  /** @param slot days from one look to the next */
  constructor(items: readonly ItemState[], measures: Measures, slot: number) {
    this.items = items;
    this.parts = items.filter((item) => item.source.product < 0);
    this.measures = measures;
    this.slot = slot;
    this.sums = new Float64Array(items.length);
    this.empty = new Float64Array(items.length);
  }

  reset(): void {
    this.sums.fill(0);
    this.empty.fill(0);
    this.looks = 0;
  }

  /** Once a slot, when lines have taken what they start. */
  look(): void {
    this.looks++;
    for (const item of this.parts) {
      const { index } = item;
      const units = item.onHand();
      this.sums[index] += units;
      if (units <= 0 && item.plannedUse > NO_USE) this.empty[index]++;
    }
  }

  /** @param month the month that ends, from 0; -1: before the start, when nothing is recorded */
  closeMonth(recorder: Recorder, month: number): void {
    if (month >= 0) for (const item of this.items) this.record(item, recorder, month);
    this.reset();
  }

  private record(item: ItemState, recorder: Recorder, month: number): void {
    const { measures, looks } = this;
    const { index, plannedUse } = item;
    const units = item.onHand();
    recorder.set(measures.onHandOfItem[index], month, units);
    if (item.source.product >= 0) return;
    recorder.set(measures.inTransitOfItem[index], month, item.inTransit());
    recorder.set(measures.meanStockOfItem[index], month, looks > 0 ? this.sums[index] / looks : units);
    recorder.set(
      measures.coverOfItem[index],
      month,
      plannedUse > NO_USE ? units / plannedUse / DAYS_PER_WEEK : Number.NaN,
    );
    recorder.set(measures.stockoutOfItem[index], month, this.empty[index] * this.slot);
  }
}
