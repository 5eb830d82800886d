/// Long work: what it is doing, how long it still takes, how it is stopped, and the one way it ends.
@NullMarked
package org.diopter.app.job;

import org.jspecify.annotations.NullMarked;
