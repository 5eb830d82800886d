/// Made-up evictions for tests of views: in the package of the class whose constructor they need.
@NullMarked
package org.diopter.engine.cache;

import org.jspecify.annotations.NullMarked;
