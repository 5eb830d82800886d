/// The command line: what the window does, without one and without JavaFX, for scripts, clusters and papers.
///
/// A command turns its options into a [study][org.diopter.app.command.RecordedStudy], a value that holds the exact inputs; a job computes a study and
/// writes the result. `diopter run` gets its study from a file instead, and so takes the same way from there on.
@NullMarked
package org.diopter.app.command;

import org.jspecify.annotations.NullMarked;
