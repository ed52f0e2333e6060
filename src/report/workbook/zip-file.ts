import { closeSync, openSync, writeSync } from "node:fs";
import { Zip, ZipDeflate } from "fflate";

/**
 * A ZIP archive on the disk (PKWARE, APPNOTE.TXT), written entry after entry without any of them being held in memory.
 * Equal contents give equal bytes on every machine: its entries all have the same day, and it is not compressed by
 * `node:zlib`, whose bytes hang on which zlib Node was built with.
 */
export class ZipFile {
  private readonly file: number;
  private readonly zip: Zip;
  private entry: ZipDeflate | null = null;
  /** Bytes written so far, and bytes that went into the entry in hand. */
  private written = 0;
  private taken = 0;

  constructor(path: string) {
    this.file = openSync(path, "w");
    this.zip = new Zip((error, bytes) => {
      if (error !== null) throw error;
      this.put(bytes);
    });
  }

  /** Begins an entry; the one before it is whole. @param name with `/` between folders */
  begin(name: string): void {
    this.end();
    this.entry = new ZipDeflate(name);
    this.entry.mtime = FIRST_DAY;
    this.zip.add(this.entry);
  }

  /** More of the entry in hand. */
  write(content: Uint8Array): void {
    this.entry?.push(content);
    this.taken += content.length;
    this.checkSize();
  }

  /** The end of the last entry, and the list of them all. */
  finish(): void {
    this.end();
    this.zip.end();
  }

  /** Lets go of the file, whole or not. */
  close(): void {
    closeSync(this.file);
  }

  private end(): void {
    this.entry?.push(NOTHING, true);
    this.entry = null;
    this.taken = 0;
  }

  private put(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done);
    this.written += bytes.length;
    this.checkSize();
  }

  private checkSize(): void {
    if (Math.max(this.written, this.taken) > LARGEST) throw new Error("a ZIP archive has at most 4 GB");
  }
}

/** Sizes and places have four bytes. */
const LARGEST = 0xffffffff;
/** The first that a ZIP archive can say, in local time, as it says it. */
const FIRST_DAY = new Date(1980, 0, 1);
const NOTHING = new Uint8Array(0);
