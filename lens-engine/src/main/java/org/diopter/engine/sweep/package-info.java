/// Sweeps: one model on every combination of some data, edits, cache policies and lenses, and what is measured of each.
///
/// Nothing is computed here: a row holds numbers of the [engine's façade][org.diopter.engine.Workbench], the same that single studies give.
@NullMarked
package org.diopter.engine.sweep;

import org.jspecify.annotations.NullMarked;
