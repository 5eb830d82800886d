/// The program's log: a file in its home folder, never the terminal.
@NullMarked
package org.diopter.app.log;

import org.jspecify.annotations.NullMarked;
