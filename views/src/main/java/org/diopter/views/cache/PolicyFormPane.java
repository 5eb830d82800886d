package org.diopter.views.cache;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.diopter.views.cache.PolicyForm.Kind;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Segments;
import org.diopter.views.kit.Texts;
import org.diopter.views.kit.ToolRow;
import org.diopter.views.kit.Watch;

/// One policy's form: its kind, how much it keeps and when the rest leaves. What is wrong with it stands under it.
final class PolicyFormPane extends VBox {
    private static final Texts TEXTS = Texts.of(PolicyFormPane.class);
    private static final int NUMBER = 3;
    private static final double LEAST_KIND = 108;
    private static final double LEAST_SLIDER = 40;
    private static final int WHOLE_TEXT = 36;
    private static final double HUNDREDTHS = 100;

    private final CacheModel model;
    private final ObjectProperty<PolicyForm> form;
    private final int side;
    private final CacheView.Acts acts;
    private final ComboBox<Kind> kind = new ComboBox<>();
    private final ToolRow settings = new ToolRow();
    private final List<Node> parts = new ArrayList<>();
    private final Label problem = Parts.label("", "err-text");
    private final List<Runnable> shown = new ArrayList<>();

    /// @param side 0 or 1
    PolicyFormPane(CacheModel model, int side, CacheView.Acts acts) {
        this.model = model;
        this.form = model.form(side);
        this.side = side;
        this.acts = acts;
        kind.getItems().setAll(Kind.values());
        kind.setAccessibleText(TEXTS.get(side == 0 ? "policy" : "against"));
        kind.setConverter(new KindNames());
        kind.setMinWidth(LEAST_KIND);
        kind.setValue(form.get().kind());
        kind.valueProperty().subscribe((_, chosen) -> change(now -> now.with(chosen)));
        problem.setWrapText(true);
        problem.managedProperty().bind(problem.visibleProperty());
        settings.setId("policy-settings-" + side);
        settings.getStyleClass().setAll("policy-settings");
        getChildren().addAll(settings, problem);
        setSpacing(4);
        build();
        Watch.all(this::rebuild, form);
        Watch.all(() -> check(model.tokens().get()), form, model.tokens());
    }

    private static final class KindNames extends StringConverter<Kind> {
        @Override
        public String toString(Kind kind) {
            return kind == null ? "" : TEXTS.get("kind." + kind.name());
        }

        @Override
        public Kind fromString(String text) {
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

    private record Shape(Kind kind, boolean byShare, boolean prefill, Optional<Path> kernels) {
        static Shape of(PolicyForm form) {
            return new Shape(form.kind(), form.byShare(), form.prompt().isPresent(), form.kernels());
        }
    }

    /// Other fields are shown only where the form has become another one, so that a field that is being typed in stays.
    private void rebuild() {
        if (Shape.of(form.get()).equals(settings.getUserData())) {
            shown.forEach(Runnable::run);
        } else {
            kind.setValue(form.get().kind());
            build();
        }
    }

    private void build() {
        PolicyForm now = form.get();
        settings.setUserData(Shape.of(now));
        shown.clear();
        parts.clear();
        parts.add(kind);
        if (now.kind().hasFields()) {
            amounts(now);
        } else {
            field("own", WHOLE_TEXT, PolicyForm::own, PolicyForm::withOwn);
        }
        if (now.kind().hasAlpha()) {
            field("alpha", NUMBER, PolicyForm::alpha, PolicyForm::withAlpha);
            slider("alpha", PolicyForm::alpha, PolicyForm::withAlpha);
        }
        if (now.kind().hasKernels()) {
            parts.add(kernels(now));
        }
        Segments<Boolean> timing = new Segments<>(prefill -> TEXTS.get(prefill ? "prefill" : "streaming"), false, true);
        timing.value().set(now.prompt().isPresent());
        timing.value().subscribe((_, prefill) -> change(f -> f.withPrompt(prefill ? Optional.of("8") : Optional.empty())));
        timing.button(true).setTooltip(new Tooltip(TEXTS.get("prefill.help")));
        timing.setMinWidth(USE_PREF_SIZE);
        parts.add(timing);
        if (now.prompt().isPresent()) {
            field("prompt-length", NUMBER, f -> f.prompt().orElse(""), (f, text) -> f.withPrompt(Optional.of(text)));
        }
        settings.setAll(parts);
    }

    /// How much is kept: a share of the text, or numbers of keys with what they are for.
    private void amounts(PolicyForm now) {
        Segments<Boolean> sizes = new Segments<>(share -> TEXTS.get(share ? "share" : "keys"), true, false);
        sizes.value().set(now.byShare());
        sizes.value().subscribe((_, share) -> change(f -> f.byShare(share)));
        sizes.setMinWidth(USE_PREF_SIZE);
        parts.add(sizes);
        if (now.byShare()) {
            typed("share-of-text", NUMBER, PolicyForm::share, PolicyForm::withShare);
            slider("share-of-text", PolicyForm::share, PolicyForm::withShare);
            return;
        }
        now.kind().parts().forEach(part -> field("part." + part.name(), NUMBER, f -> f.parts().getOrDefault(part, ""), (f, text) -> f.with(part, text)));
        if (now.kind().parts().size() > 1) {
            SplitSlider split = new SplitSlider(form, model::settle);
            shown.add(split::show);
            parts.add(split);
        }
    }

    private Node kernels(PolicyForm now) {
        String name = now.kernels().map(folder -> String.valueOf(folder.getFileName())).orElseGet(() -> TEXTS.get("kernels.bundled"));
        Button button = Parts.small(TEXTS.get("kernels", name));
        button.setTooltip(new Tooltip(TEXTS.get("kernels.help")));
        button.setOnAction(_ -> change(f -> f.withKernels(acts.kernels())));
        Button train = Parts.small(TEXTS.get("train-kernels"));
        train.setTooltip(new Tooltip(TEXTS.get("train-kernels.help")));
        train.setOnAction(_ -> acts.trainKernels(side));
        return Parts.row("tight-row", button, train);
    }

    /// A field with its name before it.
    private void field(String key, int columns, Function<PolicyForm, String> text, BiFunction<PolicyForm, String, PolicyForm> typed) {
        Label name = Parts.label(TEXTS.get(key), "note");
        parts.add(name);
        name.setLabelFor(typed(key, columns, text, typed));
    }

    private TextField typed(String key, int columns, Function<PolicyForm, String> text, BiFunction<PolicyForm, String, PolicyForm> typed) {
        TextField field = new TextField(text.apply(form.get()));
        field.setPrefColumnCount(columns);
        field.setAccessibleText(TEXTS.get(key));
        field.setTooltip(new Tooltip(TEXTS.get(key)));
        field.textProperty().subscribe((_, now) -> change(f -> typed.apply(f, now)));
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                model.settle();
            }
        });
        shown.add(() -> {
            if (!field.getText().equals(text.apply(form.get()))) {
                field.setText(text.apply(form.get()));
            }
        });
        parts.add(field);
        return field;
    }

    /// A slider beside a field, in hundredths. It gives way before a line breaks: the field says the same.
    private void slider(String key, Function<PolicyForm, String> text, BiFunction<PolicyForm, String, PolicyForm> moved) {
        Slider slider = new Slider(0, 1, number(text.apply(form.get())));
        slider.setAccessibleText(TEXTS.get(key));
        slider.setPrefWidth(90);
        slider.setMinWidth(LEAST_SLIDER);
        slider.setBlockIncrement(1 / HUNDREDTHS);
        slider.valueProperty().subscribe((_, value) -> {
            double rounded = Math.round(value.doubleValue() * HUNDREDTHS) / HUNDREDTHS;
            if (Math.abs(rounded - number(text.apply(form.get()))) > 0.5 / HUNDREDTHS) {
                change(f -> moved.apply(f, plain(rounded)));
            }
        });
        slider.valueChangingProperty().subscribe(changing -> {
            if (!changing) {
                model.settle();
            }
        });
        shown.add(() -> {
            double now = number(text.apply(form.get()));
            if (!slider.isValueChanging() && Math.abs(slider.getValue() - now) > 0.5 / HUNDREDTHS) {
                slider.setValue(now);
            }
        });
        parts.add(slider);
    }

    private static String plain(double hundredths) {
        return BigDecimal.valueOf(hundredths).stripTrailingZeros().toPlainString();
    }

    private static double number(String text) {
        try {
            return Math.clamp(Double.parseDouble(text.strip()), 0, 1);
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }
}
