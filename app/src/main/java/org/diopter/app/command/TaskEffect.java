package org.diopter.app.command;

import org.diopter.engine.data.Task;
import org.diopter.engine.laser.Cell;

/// What an edit does to a task.
///
/// @param baseline the model as it is
/// @param edited with the edit, and which items it gains and loses
record TaskEffect(Task task, Cell baseline, Cell edited) {}
