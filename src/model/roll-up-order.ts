import type { Account, ItemState } from "./item.ts";
import type { Network } from "./network.ts";

/** What the roll-up does for one item or one group of inputs in one month: its kind below the index. */
export const MEET = 0;
export const START = 1;
export const FINISH = 2;
export const CONSUME = 3;
export const KIND_BITS = 2;
export const KIND_MASK = (1 << KIND_BITS) - 1;

/**
 * The order of the roll-up's steps within a month: an item is started when it is known how the groups of its inputs
 * are met, that is known when the makers of its inputs have finished, and what was taken leaves at the end.
 *
 * Steps are returned as stages, each of which may go through all its months before the next begins: months depend
 * on one another only through what lies in accounts, so only what draws on the same accounts must go month by month
 * together. A stage is one item's start, or one *pool*: accounts bound by a maker that deals among them or by a
 * group that chooses from them, with the finish of their makers. Pools that feed each other in a circle are left
 * over with all that follows them, and are the last stage.
 */
export function rollUpStages(network: Network): Int32Array[] {
  const { rawFirst } = network;
  const pools = poolsOf(network);
  const poolsUsed = rawFirst.map(
    (item) => new Set(groupsOf(network, item).map((group) => pools.ofGroup[group])),
  );
  const makers = pools.makers.map((items) => new Set(items));
  const stages: Int32Array[] = [];
  const waiting = new Set(rawFirst);
  const undone = new Set(makers.keys());
  for (let more = true; more; ) {
    more = false;
    rawFirst.forEach((item, k) => {
      if (!waiting.has(item) || [...poolsUsed[k]].some((pool) => undone.has(pool))) return;
      stages.push(stepsOf(network, pools, new Set([item]), new Set()));
      waiting.delete(item);
      more = true;
    });
    for (const pool of undone) {
      if ([...makers[pool]].some((item) => waiting.has(item))) continue;
      stages.push(stepsOf(network, pools, new Set(), new Set([pool])));
      undone.delete(pool);
      more = true;
    }
  }
  return waiting.size > 0 ? [...stages, stepsOf(network, pools, waiting, undone)] : stages;
}

/** The steps of one month for the start of some items and all that happens in some pools. */
function stepsOf(
  network: Network,
  pools: Pools,
  items: ReadonlySet<ItemState>,
  within: ReadonlySet<number>,
): Int32Array {
  const steps: number[] = [];
  const add = (kind: number, index: number) => steps.push(kind | (index << KIND_BITS));
  for (const item of network.rawFirst) {
    for (const group of network.groupsUsedFirstBy[item.index])
      if (within.has(pools.ofGroup[group])) add(MEET, group);
    if (items.has(item)) add(START, item.index);
    if (item.accounts.length > 0 && within.has(pools.ofAccount[item.accounts[0].index]))
      add(FINISH, item.index);
  }
  network.groups.forEach((_, group) => {
    if (within.has(pools.ofGroup[group])) add(CONSUME, group);
  });
  return Int32Array.from(steps);
}

interface Pools {
  readonly ofAccount: readonly number[];
  readonly ofGroup: readonly number[];
  /** By pool: the items dealt to its accounts. */
  readonly makers: readonly (readonly ItemState[])[];
}

function poolsOf({ accounts, groups, items }: Network): Pools {
  const bound: (readonly Account[])[] = [...groups, ...items.map((item) => item.accounts)];
  const ofAccount = accounts.map(() => -1);
  const makers: ItemState[][] = [];
  for (const first of accounts) {
    if (ofAccount[first.index] >= 0) continue;
    const pool = makers.length;
    const found = new Set([first]);
    // A set that grows while it is walked through is walked through to its new end.
    for (const account of found) {
      ofAccount[account.index] = pool;
      for (const others of bound) if (others.includes(account)) for (const other of others) found.add(other);
    }
    makers.push([...new Set([...found].map((account) => account.item))]);
  }
  return { ofAccount, ofGroup: groups.map((group) => ofAccount[group[0].index]), makers };
}

function groupsOf({ groupsOf }: Network, item: ItemState): readonly number[] {
  return item.recipes.flatMap((recipe) => groupsOf[recipe.index]);
}
