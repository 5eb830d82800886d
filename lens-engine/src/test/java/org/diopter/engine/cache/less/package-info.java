@NullMarked
package org.diopter.engine.cache.less;

import org.jspecify.annotations.NullMarked;
