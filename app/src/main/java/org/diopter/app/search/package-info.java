/// A search for reductions from its request to its findings: what the command and the window have in common.
@NullMarked
package org.diopter.app.search;

import org.jspecify.annotations.NullMarked;
