'use strict';

const element = (id) => document.getElementById(id);

/** What the program found: totals, folders, and pictures, the worst first. */
const report = JSON.parse(element('report').textContent);

/** All statuses, the worst first. */
const STATUSES = ['error', 'size', 'changed', 'missing', 'new', 'within', 'equal'];

/** Makes an element. Text is never taken for markup. */
function make(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A name to be read: what is not seen or turns the direction of text appears as its code. */
function readable(text) {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0).toString(16).toUpperCase()}}`);
}

/** Tells those who hear the page what has happened. */
function announce(text) { element('live').textContent = text; }

/** Keeps a setting where the browser lets the page; `null` removes it. */
function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value);
  } catch { /* A page that may keep nothing works without. */ }
}

function kept(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

/** One picture of the report. */
class Picture {
  constructor(entry, number) {
    this.entry = entry;
    this.number = number;
    this.status = entry.status;
    this.name = readable(entry.name);
    this.searched = entry.name.toLowerCase();
    this.files = entry.pictures ?? {};
    this.reasons = (entry.reasons ?? []).map(readable);
  }

  /** The name behind the last slash. */
  get leaf() { return this.name.slice(this.name.lastIndexOf('/') + 1); }

  /** The folders before it. */
  get folder() { return this.name.slice(0, this.name.lastIndexOf('/') + 1); }

  /** The pixel that differs most, if any does. */
  get worst() {
    const { worst_column: x, worst_row: y } = this.entry;
    return Number.isInteger(x) && Number.isInteger(y) ? { x, y } : null;
  }

  /** Whether the comparison fails on it. */
  get fails() { return !(report.allowed ?? ['within', 'equal']).includes(this.status); }

  /** Whether it can become the golden picture: it was compared, or is new. */
  get isApprovable() { return Boolean(this.entry.sha256_actual) && this.fails; }

  /** The bytes of the name as the system knows it. */
  get bytes() {
    const hex = this.entry.name_hex;
    if (!hex) return new TextEncoder().encode(this.entry.name);
    return Uint8Array.from(hex.match(/../g) ?? [], (digits) => parseInt(digits, 16));
  }

  /** The line that approves the picture, without its end: as `sha256sum` writes it. */
  get approval() {
    const escapes = new Map([[0x0a, 'n'], [0x0d, 'r'], [0x5c, '\\']]);
    const name = [...this.bytes];
    const isEscaped = name.some((byte) => escapes.has(byte));
    const written = name.flatMap((byte) =>
      escapes.has(byte) ? [0x5c, escapes.get(byte).charCodeAt(0)] : [byte]);
    const start = `${isEscaped ? '\\' : ''}${this.entry.sha256_actual}  `;
    return Uint8Array.of(...new TextEncoder().encode(start), ...written);
  }
}

const pictures = report.pictures.map((entry, index) => new Picture(entry, index));
