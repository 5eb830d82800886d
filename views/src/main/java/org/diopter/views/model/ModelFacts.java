package org.diopter.views.model;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.diopter.engine.MemoryUse;
import org.diopter.engine.ModelCard;
import org.diopter.engine.OpenModel;
import org.diopter.engine.SelfCheck;
import org.diopter.model.hub.CardFile;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Texts;

/// What is known of the open model, as people read it.
///
/// @param check the self-check, where it has been made
/// @param tokenizerProblem why texts cannot be typed, where they cannot
/// @param lens the lens's name
/// @param memory what it takes of memory
/// @param about what its card file says
public record ModelFacts(
        ModelCard card, Optional<SelfCheck> check, Optional<String> tokenizerProblem, String lens, MemoryUse memory, CardFile about) {
    private static final Texts TEXTS = Texts.of(ModelFacts.class);

    /// Of an open model.
    ///
    /// @param check the self-check, where it has been made
    public static ModelFacts of(OpenModel model, Optional<SelfCheck> check, String lens) {
        return new ModelFacts(model.card(), check, model.tokenizerProblem(), lens, model.memory(), model.about());
    }

    /// The layout with a capital: `Llama layout`.
    public String layout() {
        String family = card.family();
        String name = family.isEmpty() ? family : family.substring(0, 1).toUpperCase(Locale.ROOT) + family.substring(1);
        return TEXTS.get("layout", name);
    }

    /// What it was opened from: `HF folder`, `GGUF file`, `ONNX export`.
    public String source() {
        return source(card.id().folder());
    }

    /// What a model at this place is: `HF folder`, `GGUF file`, `ONNX export`.
    public static String source(Path model) {
        String name = String.valueOf(model.getFileName());
        return TEXTS.get(name.endsWith(".gguf") ? "source.gguf" : name.endsWith(".onnx") ? "source.onnx" : "source.folder");
    }

    /// Layers, width, heads and parameters in one line.
    public String shape() {
        String heads = card.kvHeads() == card.heads()
                ? TEXTS.get("heads", card.heads())
                : TEXTS.get("heads-kv", card.heads(), card.kvHeads());
        return TEXTS.get("shape", card.layers(), Numbers.count(card.width()), heads, parameters());
    }

    /// The number of parameters with a unit: `7.9 M`.
    public String parameters() {
        double n = card.parameters();
        if (n >= 1e9) {
            return Numbers.fixed(n / 1e9, n < 1e10 ? 1 : 0) + " B";
        }
        return n >= 1e6 ? Numbers.fixed(n / 1e6, n < 1e8 ? 1 : 0) + " M" : Numbers.fixed(n / 1e3, 0) + " K";
    }

    /// The licence, or that nothing is said of it.
    public String licence() {
        return about.licence().orElse(TEXTS.get("not-said"));
    }

    /// What the model was made from, or that nothing is said of it.
    public String baseModel() {
        return about.baseModels().isEmpty() ? TEXTS.get("not-said") : String.join(", ", about.baseModels());
    }

    /// What can be done with it, in a few words.
    public String tier() {
        return TEXTS.get("tier." + card.tier(), String.valueOf(card.tier()));
    }

    /// The model in a few words, for the list of recent ones.
    public String summary() {
        return TEXTS.get("about", source(), card.layers(), Numbers.bytes(card.bytes()));
    }

    /// The first and the last digits of the weights' hash.
    public String shortHash() {
        String hash = card.id().sha256();
        return hash.length() < 16 ? hash : hash.substring(0, 8) + " … " + hash.substring(hash.length() - 4);
    }

    /// A number in scientific form, as errors are written: `3.8e-6`, `0`.
    public static String scientific(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value).replaceAll("e-0?", "e-").replaceAll("e\\+0?", "e");
    }
}
