/// The commands, called inside the test's process.
@NullMarked
package org.diopter.app.command;

import org.jspecify.annotations.NullMarked;
