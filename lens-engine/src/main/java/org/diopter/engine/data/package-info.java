/// What is asked of models and what is said of their answers, beside pictures: task files with the prompts of the LASER paper's code, their metrics, and what
/// trajectories tell of texts.
@NullMarked
package org.diopter.engine.data;

import org.jspecify.annotations.NullMarked;
