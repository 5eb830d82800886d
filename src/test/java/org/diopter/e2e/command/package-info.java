/// The command line as its users call it: a process of its own.
@NullMarked
package org.diopter.e2e.command;

import org.jspecify.annotations.NullMarked;
