package org.diopter.app.window;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import org.diopter.views.kit.Icon;

/// A view of the window: its place in the rail and what it puts into the centre and the inspector. Its nodes are made on first use.
///
/// @param name in settings and actions
/// @param title under its icon
/// @param help one sentence
/// @param centre makes its node
/// @param inspector makes what stands at the right, where the view has it
record ViewEntry(String name, String title, String help, Icon icon, Supplier<Node> centre, Optional<Supplier<Node>> inspector) {}
