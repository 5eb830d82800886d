package org.diopter.views.edits;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenText;
import org.diopter.views.kit.Watch;
import org.jspecify.annotations.Nullable;

/// The foot of the left pane: what the active edits do to the prediction after the last position. Hides itself while there are none.
public final class NetEffectPane extends VBox {
    private static final Texts TEXTS = Texts.of(NetEffectPane.class);

    public NetEffectPane(Runs runs, ObservableValue<Unit> unit) {
        getStyleClass().add("net-effect");
        managedProperty().bind(visibleProperty());
        Watch.all(() -> show(runs.editing().get() ? runs.effect().get() : null, unit.getValue()), runs.effect(), runs.editing(), unit);
    }

    private void show(@Nullable NetEffect effect, Unit unit) {
        setVisible(effect != null);
        getChildren().clear();
        if (effect != null) {
            getChildren().add(Parts.label(TEXTS.get("net-effect", effect.position()), "note"));
            effect.changes().forEach(change -> getChildren().add(row(change)));
            Label kl = Parts.label(Numbers.divergence(unit.of(effect.divergence())) + " " + unit.label(), "strong");
            getChildren().add(Parts.row("plain-row", Parts.label(TEXTS.get("kl"), "secondary"), Parts.spring(), kl));
        }
    }

    private static HBox row(NetEffect.Change change) {
        TokenText token = new TokenText(change.token());
        token.setPrefWidth(70);
        Label from = Parts.label(TEXTS.get("from-to", Numbers.percent(change.before()), Numbers.percent(change.after())), "secondary");
        from.setMinWidth(USE_PREF_SIZE);
        Label by = Parts.label(TEXTS.get("points", Numbers.points(change.by())), "strong");
        by.setMinWidth(USE_PREF_SIZE);
        return Parts.row("plain-row", token, from, Parts.spring(), by);
    }
}
