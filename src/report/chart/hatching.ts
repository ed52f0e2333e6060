import { type Html, html } from "../html.ts";

/** Hatchings of the causes that are no stages, for `fill:url(#hatch-plan)` and so on. */
export function hatchings(): Html {
  return html`<defs><pattern id="hatch-plan" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="bar-ground ink-plan" width="6" height="6"/><path d="M-1,1l2,-2M0,6l6,-6M5,7l2,-2"/></pattern><pattern id="hatch-opening" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="bar-ground ink-opening" width="6" height="6"/><circle cx="3" cy="3" r="1.3"/></pattern><pattern id="hatch-initial" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="bar-ground ink-initial" width="6" height="6"/><path d="M0,1.5h6M0,4.5h6"/></pattern></defs>`;
}
