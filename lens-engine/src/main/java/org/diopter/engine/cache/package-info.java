/// Cache policies: which keys and values a model keeps of a text, what that does to its attention and its predictions, and what is given back in their place.
@NullMarked
package org.diopter.engine.cache;

import org.jspecify.annotations.NullMarked;
