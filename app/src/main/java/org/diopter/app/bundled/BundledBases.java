package org.diopter.app.bundled;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.engine.FoundBasis;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.causal.BasisReference;
import org.diopter.engine.spec.SpecText;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;

/// The causal bases that come with the bundled model: of every layer, through the lens that comes with it. Each is what `diopter basis` finds in the bundled
/// sample text when nothing else is asked for.
///
/// @param packed the files
public record BundledBases(BundledModel packed) {
    private static final String RESOURCES = ModelPlaces.BUNDLED + "/bases";
    private static final Pattern NAMED = Pattern.compile("basis=bundled(?=,|$)");
    private static final Pattern LAYER = Pattern.compile("layer=(\\d{1,4})(?=,|$)");

    /// @param home the program's folder, in which they are unpacked
    public static BundledBases in(Path home) {
        return new BundledBases(new BundledModel(BundledBases.class.getClassLoader(), RESOURCES, home.resolve("bases")));
    }

    /// With what a layer's basis was found.
    public static BasisPlan plan(int layer) {
        return new BasisPlan(layer, 10, Ablation.MEAN, 256, 0, 0);
    }

    public boolean isPresent() {
        return packed.isPresent();
    }

    /// A layer's basis, unpacked.
    ///
    /// @throws UnusableInputException if it is damaged, or there is none
    public FoundBasis of(int layer, Progress progress) {
        BasisReference reference = BasisReference.of(file(packed.unpack(progress), layer));
        return new FoundBasis(reference.read(), reference, plan(layer).directions());
    }

    /// Edits in which `basis=bundled` is replaced with the file of the edit's layer.
    ///
    /// @param edits text forms
    public List<String> named(List<String> edits) {
        return edits.stream().map(this::named).toList();
    }

    private String named(String edit) {
        Matcher layer = LAYER.matcher(edit);
        Matcher name = NAMED.matcher(edit);
        if (!name.find() || !layer.find()) {
            return edit;
        }
        Path file = file(packed.unpack(Progress.NONE), Integer.parseInt(layer.group(1)));
        return name.replaceFirst(Matcher.quoteReplacement("basis=" + SpecText.escaped(file.toString())));
    }

    private static Path file(Path folder, int layer) {
        return folder.resolve("layer-" + layer + ".safetensors");
    }
}
