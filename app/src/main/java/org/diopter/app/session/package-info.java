/// Session files: a study, how it is looked at, and its snapshots, kept whole through crashes and read with distrust.
@NullMarked
package org.diopter.app.session;

import org.jspecify.annotations.NullMarked;
