package org.diopter.engine.lens.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.Translator;
import org.jspecify.annotations.Nullable;

/// Makes a lens of the tensors of the tuned-lens package: W and b of every layer, in the form t = h + W h + b.
///
/// @param name for people
/// @param kind what the translators are
/// @param tensors still open
record TunedLensReader(String name, Lens.Kind kind, TunedLensConfig config, LensTensors tensors) {

    /// The tensors of one layer's translator, by name.
    private record Parts(@Nullable String weight, @Nullable String bias) {}

    LensFile read() {
        Map<Integer, Parts> byLayer = byLayer();
        if (byLayer.isEmpty()) {
            throw LensErrors.unfit("%s holds no translators; a tuned lens has tensors 0.weight, 0.bias, 1.weight, …".formatted(tensors.file()));
        }
        int layers = 1 + byLayer.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
        int width = width(byLayer);
        requireAsConfigured(layers, width);
        List<String> notes = new ArrayList<>(config.notes());
        List<Translator> translators = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            Parts parts = byLayer.get(layer);
            if (parts != null) {
                translators.add(translator(layer, parts, width));
            } else if (layer == 0) { // releases up to 0.0.3 could leave it out: include_input
                notes.add("%s has no translator for layer 0, which is read as by the logit lens.".formatted(tensors.file()));
                translators.add(Translator.identity(width));
            } else {
                throw LensErrors.unfit("%s has no translator for layer %d of 0 to %d.".formatted(tensors.file(), layer, layers - 1));
            }
        }
        return new LensFile(new Lens(kind, name, config.baseModel(), translators), notes);
    }

    private Map<Integer, Parts> byLayer() {
        Map<Integer, Parts> byLayer = new TreeMap<>();
        for (String tensor : tensors.shapes().keySet()) {
            TranslatorPart.of(tensors.file(), tensor).ifPresent(part -> {
                Parts known = byLayer.getOrDefault(part.layer(), new Parts(null, null));
                String twice = part.weight() ? known.weight : known.bias;
                if (twice != null) {
                    throw LensErrors.unfit("%s has two tensors for layer %d, %s and %s.".formatted(tensors.file(), part.layer(), twice, tensor));
                }
                byLayer.put(part.layer(), part.weight() ? new Parts(tensor, known.bias) : new Parts(known.weight, tensor));
            });
        }
        return byLayer;
    }

    /// The rows of the first weight.
    private int width(Map<Integer, Parts> byLayer) {
        for (Parts parts : byLayer.values()) {
            List<Long> shape = parts.weight == null ? List.of() : shape(parts.weight);
            if (shape.size() == 2 && shape.get(0) > 0 && shape.get(0) <= LensTensors.MAX_WIDTH) {
                return shape.get(0).intValue();
            }
        }
        throw LensErrors.unfit("%s has no square weights, so it is no tuned lens.".formatted(tensors.file()));
    }

    private void requireAsConfigured(int layers, int width) {
        int announcedWidth = config.width().orElse(width);
        int announcedLayers = config.layers().orElse(layers);
        if (announcedWidth != width || announcedLayers != layers) {
            throw LensErrors.unfit("%s has %d layers of width %d; config.json says %d of width %d. Copy both files again."
                    .formatted(tensors.file(), layers, width, announcedLayers, announcedWidth));
        }
    }

    private Translator translator(int layer, Parts parts, int width) {
        if (parts.weight == null) {
            throw LensErrors.unfit("%s has a bias and no weight for layer %d.".formatted(tensors.file(), layer));
        }
        requireShape(parts.weight, List.of((long) width, (long) width));
        float[] weight = tensors.finite(parts.weight);
        if (parts.bias == null) {
            if (config.bias()) {
                throw LensErrors.unfit("%s has no bias for layer %d, which config.json says it has.".formatted(tensors.file(), layer));
            }
            return new Translator(width, weight, new float[width]);
        }
        requireShape(parts.bias, List.of((long) width));
        return new Translator(width, weight, tensors.finite(parts.bias));
    }

    private void requireShape(String tensor, List<Long> shape) {
        if (!shape(tensor).equals(shape)) {
            throw LensErrors.unfit("%s: tensor %s has shape %s; width %d needs %s."
                    .formatted(tensors.file(), tensor, shape(tensor), shape.getFirst(), shape));
        }
    }

    private List<Long> shape(String tensor) {
        return tensors.shapes().getOrDefault(tensor, List.of());
    }
}
