/** The one generator of seedrandom that is used, without the others and their Node-only parts. */
declare module "seedrandom/lib/alea.js" {
  import type { PRNG } from "seedrandom";
  export default function alea(seed: string): PRNG;
}
