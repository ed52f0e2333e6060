import { inkClasses, inkVariables } from "../chart/ink.ts";

export const LIGHT =
  "--ground:#fff;--text:#1a2230;--soft:#566174;--rule:#dde2ea;--panel:#f5f7fa;--link:#1d4a94";
const DARK = "--ground:#14181f;--text:#e6eaf1;--soft:#a3adbd;--rule:#333b48;--panel:#1c222c;--link:#9fc3ff";

/** Of whatever is drawn. Marks have the ink of their class. */
export const CHART_STYLE = `text{fill:var(--text)}
.tick{fill:var(--soft)}
.name{paint-order:stroke;stroke:var(--ground);stroke-width:3px;stroke-linejoin:round}
.figure{font-variant-numeric:tabular-nums}
.inside{font-weight:600;paint-order:stroke;stroke:var(--ground);stroke-width:3.5px;stroke-linejoin:round}
.grid{stroke:var(--rule);stroke-width:1;shape-rendering:crispEdges}
.axis{stroke:var(--soft);stroke-width:1;shape-rendering:crispEdges}
.facts{stroke:var(--text);stroke-width:1;stroke-dasharray:2 3}
.band{fill:var(--ink);opacity:.2}
.line{fill:none;stroke:var(--ink);stroke-width:2.25;stroke-linejoin:round;stroke-linecap:round}
.line.dashed{stroke-width:1.75;stroke-dasharray:5 4}
.bar{fill:var(--ink);stroke:var(--ground);stroke-width:.75}
.bar.ink-plan{fill:url(#hatch-plan)}
.bar.ink-opening{fill:url(#hatch-opening)}
.bar.ink-initial{fill:url(#hatch-initial)}
.halo{stroke:var(--ground);stroke-width:5;stroke-linecap:round}
.whisker{stroke:var(--soft);stroke-width:3;stroke-linecap:round}
.dot{fill:var(--ink);stroke:var(--ground);stroke-width:1.5}
.bar-ground{fill:var(--ink)}
pattern path,pattern circle{stroke:var(--ground);fill:none;stroke-width:1.4}
pattern circle{fill:var(--soft);stroke:none}`;

/** All of a page's style. No web font, no picture: nothing is loaded. */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT};${inkVariables("light")}}
@media screen and (prefers-color-scheme:dark){:root{${DARK};${inkVariables("dark")}}}
${inkClasses()}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans","DejaVu Sans",sans-serif}
header,main,footer{max-width:860px;margin:0 auto;padding:0 24px}
header{padding-top:40px}
h1,h3,li,p{overflow-wrap:break-word}
h1{font-size:28px;line-height:1.25;margin:0 0 8px;text-wrap:balance}
h2{font-size:22px;line-height:1.3;margin:56px 0 12px;padding-top:16px;border-top:2px solid var(--text)}
h3{font-size:17px;line-height:1.35;margin:24px 0 4px;text-wrap:pretty}
p{margin:0 0 12px}
a{color:var(--link)}
.soft,figcaption p,.note,.label{color:var(--soft)}
figcaption p{font-size:14px;margin:0 0 8px}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:16px 0 0;font-size:14px}
.tiles{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;padding:0;margin:0 0 20px}
.tiles li{background:var(--panel);border-radius:6px;padding:12px;min-width:0;font-size:13px;line-height:1.4}
.tiles strong{display:block;font-size:21px;line-height:1.3;font-weight:650}
.date{white-space:nowrap}
.tiles .label,.tiles .note{display:block}
.sentences{padding-left:20px;margin:0}
.sentences li{margin:0 0 6px}
figure{margin:28px 0 0}
figure h3{margin-top:0}
svg{display:block;width:100%;height:auto;font-size:12px;overflow:visible}
svg.narrow{display:none}
${CHART_STYLE}
.columns rect{fill:transparent}
.columns rect.on{fill:var(--text);opacity:.08}
svg:focus-visible,summary:focus-visible,a:focus-visible,button:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.patterns{position:absolute;width:0;height:0}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:2px 16px;padding:0;margin:0 0 10px;font-size:13px}
.legend li{display:flex;align-items:center;gap:6px}
.legend svg{width:18px;height:12px;flex:none}
.multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(320px,100%),1fr));gap:12px 32px}
.multiples figure{margin-top:12px;display:flex;flex-direction:column}
.multiples figure svg{margin-top:auto}
.multiples h3{font-size:15px}
.multiples+p{margin-top:16px}
.multiples figcaption p{font-size:13px}
details{margin-top:6px;font-size:14px}
summary{cursor:pointer;color:var(--soft);width:fit-content}
.scroll{overflow-x:auto;margin-top:6px}
table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:4px 12px 4px 0;border-bottom:1px solid var(--rule);vertical-align:top}
thead th{color:var(--soft);font-weight:500;vertical-align:bottom;min-width:64px}
th[scope=row]{font-weight:500;white-space:nowrap}
td{white-space:nowrap}
td.n{text-align:right}
td.long{white-space:normal;min-width:240px}
thead th:not(:first-child){text-align:left}
button{font:inherit;font-size:13px;color:var(--text);background:var(--panel);border:1px solid var(--rule);border-radius:4px;padding:3px 10px;margin:6px 0 0;cursor:pointer}
.tip{position:fixed;z-index:2;pointer-events:none;max-width:280px;background:var(--ground);color:var(--text);border:1px solid var(--soft);border-radius:4px;padding:6px 10px;font-size:13px;line-height:1.4;box-shadow:0 2px 8px rgb(0 0 0/.2)}
.tip b{display:block}
.tip span{display:flex;justify-content:space-between;gap:16px}
.tip i{font-style:normal;color:var(--soft)}
.story{padding-left:0;list-style:none;margin:8px 0 0}
.story li{display:grid;grid-template-columns:100px 1fr;gap:12px;padding:4px 0;border-bottom:1px solid var(--rule)}
.story time{color:var(--soft);font-variant-numeric:tabular-nums}
dl{margin:16px 0;font-size:14px}
dl div{display:grid;grid-template-columns:180px 1fr;gap:12px;padding:2px 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
code{font:13px ui-monospace,"DejaVu Sans Mono",monospace;background:var(--panel);padding:1px 4px;border-radius:3px;overflow-wrap:anywhere}
footer{padding-top:40px;padding-bottom:40px;font-size:14px;color:var(--soft)}
@media (max-width:640px){
header,main,footer{padding-left:16px;padding-right:16px}
h1{font-size:23px}
h2{margin-top:40px}
svg.wide{display:none}
svg.narrow{display:block}
th[scope=row]{min-width:96px}
th[scope=row],td{white-space:normal}
td.n{white-space:nowrap}
td.long{min-width:150px}
.tiles{grid-template-columns:1fr 1fr}
.tiles li:last-child:nth-child(odd){grid-column:1/-1}
.story li,dl div{grid-template-columns:1fr;gap:0}
}
@media print{
:root{color-scheme:light}
body{font-size:9pt;line-height:1.4}
h1{font-size:18pt}
h2{font-size:13pt;margin:18px 0 8px;padding-top:8px}
h3,.multiples h3{font-size:10.5pt;margin-top:10px}
figure,.multiples figure{margin-top:10px}
figcaption p,.multiples figcaption p,.legend,table,dl{font-size:8pt;margin-bottom:4px}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
nav,details,button,.tip{display:none}
.scroll{overflow:visible}
th[scope=row],td{white-space:normal}
td.n{white-space:nowrap}
td.long{min-width:0}
td,th{overflow-wrap:anywhere}
figure,.tiles,.story li,tr{break-inside:avoid}
h2+p{break-after:avoid}
.story li:first-child{break-after:avoid}
h2,h3{break-after:avoid}
svg.wide{display:block}
svg.narrow{display:none}
.multiples{grid-template-columns:1fr 1fr}
.tiles{grid-template-columns:repeat(5,1fr);gap:6px}
.tiles li{padding:8px;font-size:8pt}
.tiles strong{font-size:13pt}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
@page{margin:16mm}
}
`;
