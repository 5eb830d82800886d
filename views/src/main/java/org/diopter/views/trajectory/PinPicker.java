package org.diopter.views.trajectory;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.TokenField;
import org.diopter.views.kit.ViewContext;

/// Pins a token by name: type its beginning, choose it with the arrows, Enter pins it.
public final class PinPicker extends VBox {
    private static final Texts TEXTS = Texts.of(PinPicker.class);
    private static final int SHOWN = 12;

    private final TrajectoryModel model;
    private final Runnable close;
    private final TokenField field;

    /// @param close closes the dialog
    public PinPicker(TrajectoryModel model, Optional<Tokenizer> tokenizer, ViewContext context, Runnable close) {
        this.model = model;
        this.close = close;
        field = new TokenField(context, SHOWN, this::pin);
        field.use(tokenizer);
        VBox content = new VBox(field);
        content.getStyleClass().add("dialog-body");
        Button cancel = new Button(TEXTS.get("cancel"));
        cancel.setOnAction(_ -> close.run());
        Button pin = Parts.primary(TEXTS.get("pin-it"));
        pin.setOnAction(_ -> pin());
        HBox foot = Parts.row("dialog-foot", Parts.spring(), cancel, pin);
        getChildren().addAll(Parts.row("dialog-head", Parts.label(TEXTS.get("pin-a-token"), "title")), content, foot);
        setPrefWidth(380);
    }

    private void pin() {
        field.chosen().ifPresent(id -> {
            close.run();
            if (!model.pins().isPinned(id)) {
                model.togglePin(id);
            }
        });
    }
}
