package org.diopter.views.cache;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// What one policy has of the head's keys at the query, in the corner of its map where no query has keys. Hidden where it would lie on keys: on a narrow map,
/// and where a part of the map is looked at.
final class MapNote extends VBox {
    private static final Texts TEXTS = Texts.of(MapNote.class);

    private static final double NARROWEST = 270;

    private final CacheModel model;
    private final ReadOnlyDoubleProperty width;
    private final int side;
    private final Label seen = Parts.label("", "note");
    private final Label mass = Parts.label("", "strong");
    private final Label evicted = Parts.label("", "note");

    /// @param width of the map
    MapNote(CacheModel model, int side, ReadOnlyDoubleProperty width) {
        this.model = model;
        this.width = width;
        this.side = side;
        setAlignment(Pos.TOP_RIGHT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setMouseTransparent(true);
        getChildren().addAll(seen, mass, evicted);
        mass.managedProperty().bind(mass.visibleProperty());
        Watch.all(this::show, model.look(), model.query(), model.viewport(), width);
    }

    private void show() {
        CacheModel.Look look = model.look().get();
        int query = model.query().get();
        boolean hasRoom = width.get() >= NARROWEST && model.viewport().get().equals(Viewport.WHOLE);
        setVisible(hasRoom && look != null && side < look.seen().size() && query < look.known().tokens());
        if (!isVisible() || look == null) {
            return;
        }
        HeadEvictions head = look.seen().get(side);
        int keys = head.keys(query);
        seen.setText(TEXTS.get("note.seen", query, keys, query + 1));
        mass.setVisible(CacheFigures.hasMass(look.known().outcomes().get(side)));
        mass.setText(mass.isVisible() ? TEXTS.get("note.mass", Numbers.fixed(head.mass(query), 2)) : "");
        evicted.setText(TEXTS.get("note.evicted", query + 1 - keys));
    }
}
