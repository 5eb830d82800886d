package org.diopter.app.bundled;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.engine.cache.KernelReference;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;

/// The LESS kernels that come with the bundled model: what `diopter train-less` gives in the bundled sample text, see the NOTICE beside them.
///
/// @param packed the files
public record BundledKernels(BundledModel packed) {
    private static final String RESOURCES = "org/diopter/bundled/almanac-8m/kernels";
    private static final Pattern NAMED = Pattern.compile("kernels=bundled(?=,|$)");

    /// @param home the program's folder, in which they are unpacked
    public static BundledKernels in(Path home) {
        return new BundledKernels(new BundledModel(BundledKernels.class.getClassLoader(), RESOURCES, home.resolve("kernels")));
    }

    public boolean isPresent() {
        return packed.isPresent();
    }

    /// The kernels, unpacked.
    ///
    /// @throws UnusableInputException if they are damaged, or there are none
    public KernelReference reference(Progress progress) {
        return KernelReference.of(packed.unpack(progress));
    }

    /// A policy in which `kernels=bundled` is replaced with their folder.
    ///
    /// @param policy text form
    public String named(String policy) {
        Matcher name = NAMED.matcher(policy);
        if (!name.find()) {
            return policy;
        }
        String folder = packed.unpack(Progress.NONE).toString().replace("%", "%25").replace(",", "%2C");
        return name.replaceFirst(Matcher.quoteReplacement("kernels=" + folder));
    }
}
