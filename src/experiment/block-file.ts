import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import type { Occurrence } from "../model/series.ts";
import type { BlockLayout } from "./block.ts";
import { RunError } from "./run-error.ts";
import type { BlockIdentity } from "./store-identity.ts";
import { BLOCK_TRIALS, type BlockRange } from "./trial-range.ts";

/**
 * One file of up to 50 trials:
 *
 *     8 bytes   "CHOKEPT1": the magic and the version of this format
 *     4 bytes   length of the header
 *     4 bytes   CRC-32 of all the rest
 *     header    JSON, padded with spaces to a multiple of 8 bytes; `head -c 600` shows what a block is
 *     numbers   scalars (f64), headline (f32), detail (f32), see block.ts, padded to a multiple of 8 bytes
 *     rows      occurrences (f64, six to a row), by trial and then in the order in which they happened
 *
 * All numbers are little-endian. A file gets its name only once it is whole, so a run that is killed leaves
 * whole blocks; it is not synced to the disk, since what a power cut leaves half-written the checksum finds
 * and the next run makes again.
 */
const MAGIC = "CHOKEPT1";
const PREAMBLE = 16;
/** Where in the preamble the checksum stands. */
const CHECKSUM = 12;
/** No header is longer; a length beyond it is damage and is not worth the memory. */
const HEADER_LIMIT = 65_536;
const READ_BYTES = 1 << 20;
/** Blocks to a folder. */
const FOLDER_BLOCKS = 1000;

/** trial, shock, time, severity, capacity lost, work lost */
export const OCCURRENCE_NUMBERS = 6;

/** An occurrence of a shock and the trial it happened in. */
export interface TrialOccurrence extends Occurrence {
  readonly trial: number;
}

/** What a block says of itself. */
export interface BlockHeader extends BlockIdentity, BlockRange {
  /** Length of its numbers, bytes. */
  readonly bytes: number;
  /** Rows of occurrences. */
  readonly occurrences: number;
}

/** A block that is there: its header, and where in the file its numbers begin. */
export interface StoredBlock extends BlockHeader {
  readonly path: string;
  readonly offset: number;
}

/** `0001/00050001.block` for trial 50,001: the name sorts and doesn't depend on how many trials there are. */
export function blockPath(folder: string, first: number): string {
  const index = (first - 1) / BLOCK_TRIALS;
  const group = String(Math.floor(index / FOLDER_BLOCKS)).padStart(4, "0");
  return join(folder, group, `${String(first).padStart(8, "0")}.block`);
}

/**
 * Writes a block, in place of one that is there.
 *
 * @param buffer its numbers, laid out as `layout` says; may be longer
 * @param rows   occurrences, `OCCURRENCE_NUMBERS` each
 * @throws what the file system does; then nothing is left of it
 */
export async function writeBlock(
  folder: string,
  identity: BlockIdentity,
  range: BlockRange,
  layout: BlockLayout,
  buffer: ArrayBufferLike,
  rows: Float64Array,
): Promise<void> {
  const { scenario, seed, version, design, series } = identity;
  const { first, count, detailTrials } = range;
  const occurrences = rows.length / OCCURRENCE_NUMBERS;
  const stated: BlockHeader = {
    scenario,
    seed,
    version,
    design,
    series,
    first,
    count,
    detailTrials,
    bytes: layout.bytes,
    occurrences,
  };
  const text = Buffer.from(JSON.stringify(stated));
  const header = Buffer.alloc(padded(text.length), " ");
  text.copy(header);
  const parts = [
    header,
    new Uint8Array(buffer, 0, layout.bytes),
    new Uint8Array(padded(layout.bytes) - layout.bytes),
    new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength),
    // zlib takes an empty array without memory for a question and answers 0, whatever the sum was.
  ].filter((part) => part.length > 0);
  const preamble = Buffer.alloc(PREAMBLE);
  preamble.write(MAGIC, "latin1");
  preamble.writeUInt32LE(header.length, 8);
  preamble.writeUInt32LE(
    parts.reduce((sum, part) => crc32(part, sum), crc32(preamble.subarray(0, CHECKSUM))),
    CHECKSUM,
  );
  const path = blockPath(folder, first);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeParts(`${path}.partial`, [preamble, ...parts]);
    await rename(`${path}.partial`, path);
  } catch (error) {
    // What is half-written only fills a disk that may be full; that it can't be removed is no further news.
    await rm(`${path}.partial`, { force: true }).catch(() => {});
    throw error;
  }
}

async function writeParts(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, "w");
  try {
    for (const part of parts) await file.writeFile(part);
  } finally {
    await file.close();
  }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/**
 * Reads a block through once, against its checksum.
 *
 * @returns the block; null where there is none; what is wrong with it where it is damaged
 * @throws RunError `store` where a file is there and may not be read
 */
export function inspectBlock(path: string): StoredBlock | string | null {
  const file = openIfThere(path);
  if (file === null) return null;
  try {
    return readHeader(file, path);
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new RunError("store", `${path} cannot be read: ${String(error)}`, { cause: error });
  }
}

/** The block's header, once the file has proved whole; otherwise what is wrong with it. */
function readHeader(file: number, path: string): StoredBlock | string {
  const preamble = Buffer.alloc(PREAMBLE);
  if (readSync(file, preamble, 0, PREAMBLE, 0) < PREAMBLE || preamble.toString("latin1", 0, 8) !== MAGIC)
    return "is no block of trials, or of another format";
  const headerBytes = preamble.readUInt32LE(8);
  if (headerBytes > HEADER_LIMIT) return "has a damaged header";
  const { size } = fstatSync(file);
  const sum = crc32(preamble.subarray(0, CHECKSUM));
  if (checksum(file, PREAMBLE, size, sum) !== preamble.readUInt32LE(CHECKSUM))
    return "does not match its checksum";
  const text = Buffer.alloc(headerBytes);
  readSync(file, text, 0, headerBytes, PREAMBLE);
  // The checksum holds, so this is what writeBlock wrote.
  const header: BlockHeader = JSON.parse(text.toString());
  const offset = PREAMBLE + headerBytes;
  const expected = offset + padded(header.bytes) + 8 * OCCURRENCE_NUMBERS * header.occurrences;
  if (size !== expected) return `has ${size} bytes, not ${expected}`;
  return { ...header, path, offset };
}

function checksum(file: number, from: number, to: number, before: number): number {
  const chunk = Buffer.allocUnsafe(Math.max(0, Math.min(READ_BYTES, to - from)));
  let sum = before;
  for (let at = from; at < to; ) {
    const read = readSync(file, chunk, 0, chunk.length, at);
    if (read === 0) break;
    sum = crc32(chunk.subarray(0, read), sum);
    at += read;
  }
  return sum;
}

/**
 * Reads part of a block's numbers.
 *
 * @param at   bytes from the first scalar
 * @param into filled whole
 * @throws Error where the file has become shorter
 */
export function readNumbers(block: StoredBlock, at: number, into: Float64Array | Float32Array): void {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  const file = openSync(block.path, "r");
  try {
    let done = 0;
    while (done < bytes.length) {
      const read = readSync(file, bytes, done, bytes.length - done, block.offset + at + done);
      if (read === 0) throw new Error(`${block.path} has become shorter while it was read`);
      done += read;
    }
  } finally {
    closeSync(file);
  }
}

/** The occurrences of a block's trials. */
export function readOccurrences(block: StoredBlock): TrialOccurrence[] {
  const rows = new Float64Array(block.occurrences * OCCURRENCE_NUMBERS);
  if (rows.length > 0) readNumbers(block, padded(block.bytes), rows);
  return Array.from({ length: block.occurrences }, (_, row) => {
    const [trial, shock, time, severity, capacityLost, workLost] = rows.subarray(row * OCCURRENCE_NUMBERS);
    return { trial, shock, time, severity, capacityLost, workLost };
  });
}
