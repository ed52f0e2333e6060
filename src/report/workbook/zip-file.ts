import { closeSync, openSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";
import { DEFLATE_END, Deflater, PIECE } from "./deflate.ts";

/**
 * A ZIP archive on the disk (PKWARE, APPNOTE.TXT), written entry after entry without any of them being held in memory.
 * Equal contents give equal bytes: its entries have no time and no owner.
 */
export class ZipFile {
  private readonly file: number;
  private readonly deflater = new Deflater();
  private readonly entries: Entry[] = [];
  /** Bytes of the entry in hand that are yet to be compressed. */
  private readonly pending = new Uint8Array(PIECE);
  private filled = 0;
  /** Where the next byte goes. */
  private place = 0;

  constructor(path: string) {
    this.file = openSync(path, "w");
  }

  /** Begins an entry; the one before it is whole. @param name with `/` between folders, ASCII */
  begin(name: string): void {
    this.end();
    this.entries.push({ name: Buffer.from(name), offset: this.place, size: 0, compressed: 0, crc: 0 });
    this.place += LOCAL_HEADER + name.length;
  }

  /** More of the entry in hand. */
  write(content: Uint8Array): void {
    const { pending } = this;
    for (let from = 0; from < content.length; ) {
      const part = content.subarray(from, from + PIECE - this.filled);
      pending.set(part, this.filled);
      this.filled += part.length;
      from += part.length;
      if (this.filled === PIECE) this.flush();
    }
  }

  /** The end of the last entry, and the list of them all. */
  finish(): void {
    this.end();
    const start = this.place;
    for (const entry of this.entries) this.put(centralHeader(entry));
    this.put(endRecord(this.entries.length, this.place - start, start));
  }

  /** Lets go of the file, whole or not. */
  close(): void {
    closeSync(this.file);
  }

  private flush(): void {
    if (this.filled === 0) return;
    const piece = this.pending.subarray(0, this.filled);
    const entry = this.entries[this.entries.length - 1];
    entry.crc = crc32(piece, entry.crc);
    entry.size += piece.length;
    this.put(this.deflater.deflate(piece));
    this.filled = 0;
  }

  /** Now that its sizes are known, the entry in hand gets its header. */
  private end(): void {
    const entry = this.entries[this.entries.length - 1];
    if (entry === undefined) return;
    this.flush();
    this.put(DEFLATE_END);
    entry.compressed = this.place - entry.offset - LOCAL_HEADER - entry.name.length;
    if (Math.max(entry.size, this.place) > LARGEST)
      throw new Error(`${entry.name} does not fit into a ZIP archive of 4 GB`);
    writeAt(this.file, localHeader(entry), entry.offset);
  }

  private put(bytes: Uint8Array): void {
    writeAt(this.file, bytes, this.place);
    this.place += bytes.length;
  }
}

interface Entry {
  readonly name: Buffer;
  /** Of its header. */
  readonly offset: number;
  size: number;
  compressed: number;
  crc: number;
}

const LOCAL_HEADER = 30;
/** Sizes have four bytes. */
const LARGEST = 0xffffffff;
/** The first day there is, 1980-01-01: no time would be the same in two runs. */
const DAY = 0x21;
const VERSION = 20;
const DEFLATED = 8;

function localHeader({ name, size, compressed, crc }: Entry): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER);
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, { name, size, compressed, crc }, 4);
  return Buffer.concat([header, name]);
}

function centralHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  writeCommon(header, entry, 6);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, entry.name]);
}

/** What both headers of an entry say alike. */
function writeCommon(
  header: Buffer,
  { name, size, compressed, crc }: Omit<Entry, "offset">,
  at: number,
): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(DEFLATED, at + 4);
  header.writeUInt16LE(DAY, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(compressed, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}

function endRecord(entries: number, size: number, start: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(entries, 8);
  record.writeUInt16LE(entries, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(start, 16);
  return record;
}

function writeAt(file: number, bytes: Uint8Array, place: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, place + done);
}
