/// The anomaly view: prompts that make the stream take an unusual way, as injected instructions do.
@NullMarked
package org.diopter.views.anomaly;

import org.jspecify.annotations.NullMarked;
