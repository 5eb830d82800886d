/// Derived artefacts on disk, found again by what they depend on: written whole or not at all, bounded in size, never fatal when damaged.
@NullMarked
package org.diopter.model.store;

import org.jspecify.annotations.NullMarked;
