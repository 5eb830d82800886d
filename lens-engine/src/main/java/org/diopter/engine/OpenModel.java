package org.diopter.engine;

import java.util.Optional;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.Tokenizer;

/// A model that is open and can run. Closing waits until nothing of it is running.
public interface OpenModel extends AutoCloseable {
    ModelCard card();

    default ModelId id() {
        return card().id();
    }

    /// Its tokenizer, or nothing where the folder has none: token ids can still be given.
    Optional<Tokenizer> tokenizer();

    /// Why there is no tokenizer, where there should be one.
    Optional<String> tokenizerProblem();

    /// Proves the chained blocks against one whole-model graph. The result is kept in the store under the weights' hash and the program's version.
    SelfCheck check(Progress progress);

    @Override
    void close();
}
