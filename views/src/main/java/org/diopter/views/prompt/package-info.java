/// The prompt: its text, its tokens, when it runs.
@NullMarked
package org.diopter.views.prompt;

import org.jspecify.annotations.NullMarked;
