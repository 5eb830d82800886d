/// The cache view: what a policy keeps of a text, step by step, and what that does.
@NullMarked
package org.diopter.views.cache;

import org.jspecify.annotations.NullMarked;
