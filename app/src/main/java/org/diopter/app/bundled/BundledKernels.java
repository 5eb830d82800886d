package org.diopter.app.bundled;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.KernelHashes;
import org.diopter.engine.cache.KernelReference;
import org.diopter.engine.spec.SpecText;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.hub.BundledModel;
import org.jspecify.annotations.Nullable;

/// The LESS kernels that come with the bundled model: what `diopter train-less` gives in the bundled sample text, see the NOTICE beside them. They are
/// unpacked once, and all kernels that policies name are hashed once while they do not change. Safe for use by several threads.
public final class BundledKernels {
    private static final String RESOURCES = ModelPlaces.BUNDLED + "/kernels";
    private static final Pattern NAMED = Pattern.compile("kernels=bundled(?=,|$)");

    private final BundledModel packed;
    private final KernelHashes hashes = new KernelHashes();
    private @Nullable Path unpacked;

    private BundledKernels(BundledModel packed) {
        this.packed = packed;
    }

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
        return hashes.of(folder(progress));
    }

    /// Reads a policy in which `kernels=bundled` stands for them.
    ///
    /// @param text of the policy
    /// @throws UnusableInputException if it cannot be read
    public CachePolicy policy(String text) {
        Matcher name = NAMED.matcher(text);
        return CachePolicy.parse(name.find() ? name.replaceFirst(Matcher.quoteReplacement("kernels=" + SpecText.escaped(folder(Progress.NONE).toString()))) : text, hashes::of);
    }

    private synchronized Path folder(Progress progress) {
        Path now = unpacked == null ? packed.unpack(progress) : unpacked;
        unpacked = now;
        return now;
    }
}
