/// The Rank view: the spectrum of a matrix, what an edit leaves of it, what that does to the prompt, and the search for reductions that help at a task.
@NullMarked
package org.diopter.views.rank;

import org.jspecify.annotations.NullMarked;
