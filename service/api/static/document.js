/** A text and what was read in it, at offsets of this page. */

import { findMarkers } from "./footnotes.js";
import { Labelling } from "./labelling.js";
import { Offsets, toUnits } from "./offsets.js";

export class ReadDocument {
  #lines = [0];

  /** `report` is the service's answer for `text`; `name` is the file's, null for a pasted text. */
  constructor({ name, text, report }) {
    this.name = name;
    this.text = text;
    this.report = report;
    this.offsets = new Offsets(text);
    const seen = toUnits(report, this.offsets);
    this.entities = seen.entities;
    this.projects = seen.projects;
    this.figures = seen.figures;
    this.warnings = seen.warnings;
    this.footnotes = seen.footnotes.map((note) => ({ note, ...findMarkers(text, note) }));
    this.labelling = new Labelling(this.entities, text.length);
    this.byId = new Map(this.entities.map((entity) => [entity.id, entity]));
    this.noteById = new Map(this.footnotes.map((each) => [each.note.id, each]));
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#lines.push(at + 1);
  }

  /** The name of files that are made of this one, without an ending. */
  get stem() {
    return this.name?.replace(/\.[^.]+$/, "") || `van-ban-${this.report.document.sha256.slice(0, 8)}`;
  }

  /** The line, from 1, of an offset. */
  lineOf(offset) {
    const after = this.#lines.findIndex((start) => start > offset);
    return after < 0 ? this.#lines.length : after;
  }

  /** What a footnote's body says. */
  bodyOf(note) {
    return note.spans.map((span) => this.text.slice(span.start, span.end).trim()).join(" … ");
  }
}
