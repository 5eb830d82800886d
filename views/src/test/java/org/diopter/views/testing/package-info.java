/// What the tests of views and window share.
@NullMarked
package org.diopter.views.testing;

import org.jspecify.annotations.NullMarked;
