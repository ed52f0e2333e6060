/**
 * What the engine is measured against: the least a loop over events can be in JavaScript. A binary heap over typed
 * arrays, ordered by time and sequence, an integer for what happens and to whom. No statistics, no cancelling, no
 * checks, no handles, no priorities.
 */
export class BareHeap {
  constructor(capacity) {
    this.size = 0;
    this.sequence = 0;
    this.time = 0.5;
    this.times = new Float64Array(capacity);
    this.sequences = new Int32Array(capacity);
    this.payloads = new Int32Array(capacity);
  }

  push(time, payload) {
    const { times, sequences, payloads } = this;
    let place = this.size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      // What is pushed later has the larger sequence number, so it never passes an equal time.
      if (times[parent] <= time) break;
      times[place] = times[parent];
      sequences[place] = sequences[parent];
      payloads[place] = payloads[parent];
      place = parent;
    }
    times[place] = time;
    sequences[place] = this.sequence++;
    payloads[place] = payload;
  }

  /** Removes the next event: its payload; its time is left in `time`. */
  pop() {
    const { times, sequences, payloads } = this;
    const payload = payloads[0];
    this.time = times[0];
    const size = --this.size;
    const time = times[size];
    const sequence = sequences[size];
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      const right = child + 1;
      if (
        right < size &&
        (times[right] < times[child] ||
          (times[right] === times[child] && sequences[right] < sequences[child]))
      ) {
        child = right;
      }
      if (time < times[child] || (time === times[child] && sequence < sequences[child])) break;
      times[place] = times[child];
      sequences[place] = sequences[child];
      payloads[place] = payloads[child];
      place = child;
    }
    times[place] = time;
    sequences[place] = sequence;
    payloads[place] = payloads[size];
    return payload;
  }
}
