package org.diopter.engine.lens.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a tensor's name in a tuned lens means, today's names and those of releases up to 0.0.3.
///
/// @param layer whose translator it belongs to: the input of block `layer`
/// @param weight W, else b
record TranslatorPart(int layer, boolean weight) {
    private static final int MAX_LAYERS = 4096;
    private static final Pattern CURRENT = Pattern.compile("(\\d{1,4})\\.(weight|bias)");
    private static final Pattern INPUT = Pattern.compile("input_(?:translator|probe|adapter)\\.(weight|bias)");
    private static final Pattern LAYER = Pattern.compile("layer_(?:translator|probe|adapter)s\\.(\\d{1,4})\\.(weight|bias)");
    /// Copies of the model's own norm and unembedding in old files.
    private static final Pattern OF_MODEL = Pattern.compile("(?:layer_norm|unembedding|unembed|final_norm)\\..*");

    /// What a name means; empty for tensors that are the model's own.
    ///
    /// @throws org.diopter.model.UnusableInputException if it belongs to no tuned lens
    static Optional<TranslatorPart> of(String file, String name) {
        Matcher current = CURRENT.matcher(name);
        if (current.matches()) {
            return Optional.of(at(file, Integer.parseInt(current.group(1)), current.group(2)));
        }
        Matcher input = INPUT.matcher(name);
        if (input.matches()) {
            return Optional.of(at(file, 0, input.group(1)));
        }
        Matcher layer = LAYER.matcher(name);
        if (layer.matches()) {
            return Optional.of(at(file, Integer.parseInt(layer.group(1)) + 1, layer.group(2)));
        }
        if (OF_MODEL.matcher(name).matches()) {
            return Optional.empty();
        }
        throw LensErrors.unfit("%s holds the tensor ‘%.80s’, which is no part of a tuned lens.".formatted(file, name));
    }

    private static TranslatorPart at(String file, int layer, String part) {
        if (layer >= MAX_LAYERS) {
            throw LensErrors.unfit("%s has a translator for layer %d; at most %d layers are read.".formatted(file, layer, MAX_LAYERS));
        }
        return new TranslatorPart(layer, part.equals("weight"));
    }
}
