/** Sold units on their way from one region to one segment, in the order they left, which is that of arrival. */
export class Shipments {
  readonly segment: number;
  /** Days. */
  readonly transit: number;
  private readonly arrivals: number[] = [];
  private readonly products: number[] = [];
  private readonly amounts: number[] = [];
  private readonly orderTimes: number[] = [];
  private readonly causes: number[] = [];
  private head = 0;

  constructor(segment: number, transit: number) {
    this.segment = segment;
    this.transit = transit;
  }

  get isEmpty(): boolean {
    return this.head === this.arrivals.length;
  }

  /** Day on which the first arrives; Infinity without one. */
  get nextArrival(): number {
    return this.isEmpty ? Number.POSITIVE_INFINITY : this.arrivals[this.head];
  }

  // Of the first.

  get product(): number {
    return this.products[this.head];
  }

  get units(): number {
    return this.amounts[this.head];
  }

  /** Day of the order it serves. */
  get orderTime(): number {
    return this.orderTimes[this.head];
  }

  get cause(): number {
    return this.causes[this.head];
  }

  /** @param arrival day, not before that of the last one sent */
  send(arrival: number, product: number, units: number, orderTime: number, cause: number): void {
    if (this.isEmpty) this.clear();
    this.arrivals.push(arrival);
    this.products.push(product);
    this.amounts.push(units);
    this.orderTimes.push(orderTime);
    this.causes.push(cause);
  }

  dropFirst(): void {
    this.head++;
  }

  private clear(): void {
    this.head = 0;
    this.arrivals.length = 0;
    this.products.length = 0;
    this.amounts.length = 0;
    this.orderTimes.length = 0;
    this.causes.length = 0;
  }
}
