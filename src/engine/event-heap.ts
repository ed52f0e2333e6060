const FIRST_CAPACITY = 64;

/**
 * Times with what orders them among equals, the least first: a binary heap over two typed arrays, which grow. It
 * knows nothing of events.
 */
export class EventHeap {
  /** Number of entries; those at places [0, size) of the arrays, the least at place 0. */
  size = 0;
  times = new Float64Array(FIRST_CAPACITY);
  orders = new Float64Array(FIRST_CAPACITY);

  get capacity(): number {
    return this.times.length;
  }

  /** Adds an entry, where there is capacity for it. */
  push(time: number, order: number): void {
    const { times, orders } = this;
    let place = this.size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = times[parent];
      if (time > above || (time === above && order > orders[parent])) break;
      times[place] = above;
      orders[place] = orders[parent];
      place = parent;
    }
    times[place] = time;
    orders[place] = order;
  }

  /** Replaces the least entry by another. */
  replaceTop(time: number, order: number): void {
    const { times, orders, size } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      let below = times[child];
      const right = child + 1;
      if (right < size) {
        const other = times[right];
        if (other < below || (other === below && orders[right] < orders[child])) {
          child = right;
          below = other;
        }
      }
      if (time < below || (time === below && order < orders[child])) break;
      times[place] = below;
      orders[place] = orders[child];
      place = child;
    }
    times[place] = time;
    orders[place] = order;
  }

  /** Removes the least entry. */
  dropTop(): void {
    const last = --this.size;
    if (last > 0) this.replaceTop(this.times[last], this.orders[last]);
  }

  /** Doubles the capacity. */
  grow(): void {
    const { times, orders } = this;
    this.times = new Float64Array(2 * times.length);
    this.orders = new Float64Array(2 * times.length);
    this.times.set(times);
    this.orders.set(orders);
  }
}
