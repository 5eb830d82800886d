/// Session files under blows.
@NullMarked
package org.diopter.e2e.session;

import org.jspecify.annotations.NullMarked;
