package org.diopter.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.runtime.OnnxRuntime;
import org.diopter.model.UnusableInputException;
import org.diopter.model.store.ArtefactStore;
import org.diopter.model.store.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// Remembers self-checks: one holds as long as the weights, the program and the provider are the same.
///
/// @param store where they are kept
/// @param key what a check depends on
record SelfChecks(ArtefactStore store, String key) {
    private static final Logger LOG = LoggerFactory.getLogger(SelfChecks.class);
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String KIND = "self-check";
    /// Raised whenever blocks or proofs are written differently.
    private static final int VERSION = 3;

    /// @param config the bytes of `config.json`: the same weights under other sizes and switches are another model
    static SelfChecks of(ArtefactStore store, ModelId model, byte[] config, OnnxRuntime runtime, MemoryMode mode) {
        String hash = new Sha256().add(config, 0, config.length).hex();
        return new SelfChecks(store, String.join(
                " ", model.sha256(), hash, runtime.version(), runtime.provider(), Integer.toString(runtime.threads()), mode.name(), Integer.toString(VERSION)));
    }

    Optional<SelfCheck> find() {
        Optional<Path> file = store.find(KIND, key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file.get()), SelfCheck.class));
        } catch (IOException | JacksonException e) {
            LOG.warn("a kept self-check could not be read; it is made again", e);
            store.setAside(KIND, key);
            return Optional.empty();
        }
    }

    /// A check that cannot be kept is made again next time.
    void keep(SelfCheck check) {
        try {
            store.write(KIND, key, out -> out.write(JSON.writeValueAsBytes(check)));
        } catch (UnusableInputException e) {
            LOG.warn("a self-check is not kept", e);
        }
    }
}
