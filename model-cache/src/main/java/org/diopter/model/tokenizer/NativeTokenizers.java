package org.diopter.model.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;

/// The only door to DJL, which must be told to stay off the network before its first class is touched: it would else ask a cloud's metadata address
/// who it is, and could download another flavour of its native library.
final class NativeTokenizers {
    private static final Map<String, String> OFFLINE = Map.of("ai.djl.offline", "true", "OPT_OUT_TRACKING", "true", "RUST_FLAVOR", "cpu");
    private static final Map<String, String> OPTIONS = Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false");

    private final Path folder;

    /// @param folder where the native library is unpacked, by the first use in this process
    NativeTokenizers(Path folder) {
        this.folder = folder;
    }

    /// Builds a tokenizer that neither cuts nor pads.
    ///
    /// @throws UnusableInputException if the library refuses the file or does not run on this machine
    HuggingFaceTokenizer create(JsonText json) {
        OFFLINE.forEach(System::setProperty);
        setUnlessSet("DJL_CACHE_DIR", folder);
        try {
            // DJL looks for CUDA through JNA, which unpacks a library of its own, into a folder that must be there.
            Files.createDirectories(folder);
            setUnlessSet("jna.tmpdir", folder);
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json.text().getBytes(StandardCharsets.UTF_8)), OPTIONS);
        } catch (IOException | RuntimeException e) {
            throw new UnusableInputException(json.code(), "%s cannot be used: %.200s. Token ids can still be typed."
                    .formatted(json.file(), e.getMessage()), e);
        } catch (LinkageError e) {
            throw new UnusableInputException(json.code(), "The tokenizer's native library does not run here (%s, %s). Token ids can still be typed."
                    .formatted(System.getProperty("os.name"), System.getProperty("os.arch")), e);
        }
    }

    private static void setUnlessSet(String property, Path value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value.toString());
        }
    }
}
