package org.diopter.views.kit;

import java.util.List;
import org.diopter.engine.LensChoice;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.TranslatorFacts;

/// A lens that the open model holds ready, with what people want to know of it.
///
/// @param choice what goes into a study
/// @param lens fitted to the model
/// @param facts of each layer's translator
public record HeldLens(LensChoice.Translated choice, Lens lens, List<TranslatorFacts> facts) {
    private static final Texts TEXTS = Texts.of(HeldLens.class);

    public HeldLens {
        facts = List.copyOf(facts);
    }

    /// Works out the facts, which walks over all its numbers.
    public static HeldLens of(LensChoice.Translated choice, Lens lens) {
        return new HeldLens(choice, lens, lens.translators().stream().map(TranslatorFacts::of).toList());
    }

    /// Its kind and its name: `tuned lens almanac-8m`.
    public String title() {
        return TEXTS.get("lens." + lens.kind(), choice.name());
    }

    /// Its kind: `tuned lens`.
    public String kind() {
        return TEXTS.get("lens-kind." + lens.kind());
    }
}
