/// Task files, and what is measured on them: questions with known answers, read from the forms in which data sets are published, with the prompts of the
/// LASER paper's code.
@NullMarked
package org.diopter.engine.data;

import org.jspecify.annotations.NullMarked;
