import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Debian's package `libreoffice-calc-nogui` puts it there. */
const OFFICE = "/usr/bin/soffice";
/** Whether LibreOffice is here. */
export const there = existsSync(OFFICE);
if (!there)
  console.warn(`test/office is skipped: there is no ${OFFICE} (apt-get install libreoffice-calc-nogui)`);

/** All formulas are computed when a file is opened, whatever figures lie in it. */
const RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>`;

/** The folder of what LibreOffice, as it is when it was just installed, makes of a file. */
export function converted(file: string, format: string): string {
  const profile = mkdtempSync(join(tmpdir(), "office-"));
  mkdirSync(join(profile, "user"));
  writeFileSync(join(profile, "user", "registrymodifications.xcu"), RECALCULATE);
  const out = mkdtempSync(join(tmpdir(), "converted-"));
  const own = `-env:UserInstallation=${pathToFileURL(profile).href}`;
  execFileSync(OFFICE, [own, "--headless", "--convert-to", format, "--outdir", out, file], { stdio: "pipe" });
  return out;
}
