/// What the tests of several packages share.
@NullMarked
package org.diopter.model.testing;

import org.jspecify.annotations.NullMarked;
