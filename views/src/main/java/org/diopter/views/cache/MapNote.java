package org.diopter.views.cache;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.diopter.engine.cache.HeadEvictions;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// What one policy has of the head's keys at the query, in the corner of its map where no query has keys. Hidden where a part of the map is looked at.
final class MapNote extends VBox {
    private static final Texts TEXTS = Texts.of(MapNote.class);

    private final CacheModel model;
    private final int side;
    private final Label seen = Parts.label("", "note");
    private final Label mass = Parts.label("", "strong");
    private final Label evicted = Parts.label("", "note");

    MapNote(CacheModel model, int side) {
        this.model = model;
        this.side = side;
        setAlignment(Pos.TOP_RIGHT);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setMouseTransparent(true);
        getChildren().addAll(seen, mass, evicted);
        mass.managedProperty().bind(mass.visibleProperty());
        Watch.all(this::show, model.look(), model.query(), model.viewport());
    }

    private void show() {
        CacheModel.Look look = model.look().get();
        int query = model.query().get();
        setVisible(look != null && side < look.seen().size() && query < look.known().tokens() && model.viewport().get().equals(Viewport.WHOLE));
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
