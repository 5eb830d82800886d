package org.diopter.views.cache;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.Watch;

/// One policy's form: its kind, how much it keeps and when the rest leaves. What is wrong with it stands under it.
final class PolicyFormPane extends VBox {
    private static final Texts TEXTS = Texts.of(PolicyFormPane.class);

    private final ObjectProperty<PolicyForm> form;
    private final Supplier<Optional<Path>> chooser;
    private final ComboBox<PolicyForm.Kind> kind = new ComboBox<>();
    private final FlowPane settings = new FlowPane(8, 4);
    private final Label problem = Parts.label("", "neg-text");

    /// @param side 0 or 1
    /// @param chooser asks for a folder of kernels
    PolicyFormPane(CacheModel model, int side, Supplier<Optional<Path>> chooser) {
        this.form = model.form(side);
        this.chooser = chooser;
        kind.getItems().setAll(PolicyForm.Kind.values());
        kind.setAccessibleText(TEXTS.get(side == 0 ? "policy" : "against"));
        kind.setConverter(new KindNames());
        kind.setValue(form.get().kind());
        kind.valueProperty().subscribe((_, chosen) -> change(now -> now.with(chosen)));
        problem.setWrapText(true);
        problem.managedProperty().bind(problem.visibleProperty());
        settings.setId("policy-settings-" + side);
        getChildren().addAll(settings, problem);
        setSpacing(4);
        build();
        Watch.all(this::rebuild, form);
        Watch.all(() -> check(model.tokens().get()), form, model.tokens());
    }

    private static final class KindNames extends StringConverter<PolicyForm.Kind> {
        @Override
        public String toString(PolicyForm.Kind kind) {
            return kind == null ? "" : TEXTS.get("kind." + kind.name());
        }

        @Override
        public PolicyForm.Kind fromString(String text) {
            throw new UnsupportedOperationException("kinds are chosen, not typed");
        }
    }

    private void change(UnaryOperator<PolicyForm> how) {
        form.set(how.apply(form.get()));
    }

    private void check(int tokens) {
        String wrong = tokens == 0 ? "" : form.get().problem(tokens).orElse("");
        problem.setText(wrong);
        problem.setVisible(!wrong.isEmpty());
    }

    private record Shape(PolicyForm.Kind kind, boolean byShare, boolean prefill, Optional<Path> kernels) {
        static Shape of(PolicyForm form) {
            return new Shape(form.kind(), form.byShare(), form.prompt().isPresent(), form.kernels());
        }
    }

    /// Other fields are shown only where the form has become another one, so that a field that is being typed in stays.
    private void rebuild() {
        if (!Shape.of(form.get()).equals(settings.getUserData())) {
            kind.setValue(form.get().kind());
            build();
        }
    }

    private void build() {
        PolicyForm now = form.get();
        settings.setUserData(Shape.of(now));
        settings.getChildren().setAll(kind);
        Segments<Boolean> sizes = new Segments<>(share -> TEXTS.get(share ? "share" : "keys"), true, false);
        sizes.value().set(now.byShare());
        sizes.value().subscribe((_, share) -> change(f -> f.byShare(share)));
        settings.getChildren().add(sizes);
        if (now.byShare()) {
            add("share-of-text", now.share(), text -> change(f -> f.withShare(text)));
        } else {
            now.kind().parts().forEach(part ->
                    add("part." + part.name(), now.parts().getOrDefault(part, ""), text -> change(f -> f.with(part, text))));
        }
        if (now.kind().hasAlpha()) {
            add("alpha", now.alpha(), text -> change(f -> f.withAlpha(text)));
        }
        if (now.kind() == PolicyForm.Kind.LESS) {
            settings.getChildren().add(kernels(now));
        }
        Segments<Boolean> timing = new Segments<>(prefill -> TEXTS.get(prefill ? "prefill" : "streaming"), false, true);
        timing.value().set(now.prompt().isPresent());
        timing.value().subscribe((_, prefill) -> change(f -> f.withPrompt(prefill ? Optional.of("8") : Optional.empty())));
        settings.getChildren().add(timing);
        now.prompt().ifPresent(length -> add("prompt-length", length, text -> change(f -> f.withPrompt(Optional.of(text)))));
    }

    private Node kernels(PolicyForm now) {
        String name = now.kernels().map(folder -> String.valueOf(folder.getFileName())).orElseGet(() -> TEXTS.get("kernels.bundled"));
        Button button = Parts.small(TEXTS.get("kernels", name));
        button.setTooltip(new Tooltip(TEXTS.get("kernels.help")));
        button.setOnAction(_ -> change(f -> f.withKernels(chooser.get())));
        return button;
    }

    private void add(String key, String text, Consumer<String> typed) {
        TextField field = new TextField(text);
        field.setPrefColumnCount(4);
        field.setAccessibleText(TEXTS.get(key));
        field.textProperty().subscribe((_, now) -> typed.accept(now));
        Label name = Parts.label(TEXTS.get(key), "note");
        name.setLabelFor(field);
        settings.getChildren().add(Parts.row("tight-row", name, field));
    }
}
