/// The open model: its line in the left pane, its card, and the page that leads to one.
@NullMarked
package org.diopter.views.model;

import org.jspecify.annotations.NullMarked;
