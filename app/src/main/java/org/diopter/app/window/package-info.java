/// The window: its regions, its menus, what happens when it opens, closes or is dropped on.
///
/// A view is a [Desk][org.diopter.app.window.Desk]: one class that joins the view's model, what runs for it, its nodes and its actions. It is made over the
/// [Workplace][org.diopter.app.window.Workplace], which holds what desks share, and is named once, in the order of the rail, where the window makes its
/// desks. Its texts are `view.NAME` and `view.NAME.help` in the texts of this package, and `view.NAME.title` and `view.NAME.help` among those of the actions.
@NullMarked
package org.diopter.app.window;

import org.jspecify.annotations.NullMarked;
