/// What the engine's tests share: reference numbers and small models.
@NullMarked
package org.diopter.engine.testing;

import org.jspecify.annotations.NullMarked;
