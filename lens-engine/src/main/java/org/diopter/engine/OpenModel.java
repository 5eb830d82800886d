package org.diopter.engine;

import java.util.List;
import java.util.Optional;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.engine.lens.Lens;
import org.diopter.model.Progress;
import org.diopter.model.hub.CardFile;
import org.diopter.model.tokenizer.Tokenizer;

/// A model that is open and can run. Closing waits until nothing of it is running.
public interface OpenModel extends AutoCloseable {
    ModelCard card();

    default ModelId id() {
        return card().id();
    }

    /// What is computed from texts with it is kept under this: the weights, `config.json` and the tokenizer. [ModelId#sha256] is that of the weights alone.
    default String identity() {
        return id().sha256();
    }

    /// Its tokenizer, or nothing where the folder has none: token ids can still be given.
    Optional<Tokenizer> tokenizer();

    /// Why there is no tokenizer, where there should be one.
    Optional<String> tokenizerProblem();

    /// What it takes of memory: estimated before it was opened, measured after.
    MemoryUse memory();

    /// What its card file says of its licence and of what it was made from.
    CardFile about();

    /// The proof that the chained blocks are the model: the kept one if there is one for these weights on this provider, else made now.
    SelfCheck check(Progress progress);

    /// Makes the proof now, and keeps it in place of an earlier one.
    SelfCheck checkAgain(Progress progress);

    /// The lenses that studies of it can be read through; training and judging them.
    LensWork lenses();

    /// The directions that its read-outs hang on: finding, measuring and reading them.
    DirectionWork directions();

    /// What its caches keep under policies, and what that does. Its methods throw D-402 for a model whose blocks cannot be parted, as those of an ONNX export.
    CacheWork caches();

    /// [LensWork#use]
    default LensChoice.Translated use(Lens lens) {
        return lenses().use(lens);
    }

    /// What the model makes of the options of some prompts, layer by layer: what anomaly detection looks at. Works on the caller's thread and lets studies
    /// run meanwhile.
    ///
    /// @param lens how layers below the output are read
    /// @param progress gets prompts, of one stage that the caller has begun
    /// @throws org.diopter.model.UnusableInputException D-106 without a tokenizer, D-301 if the lens is not held, others if a prompt is too long
    List<OptionTrajectory> readOptions(List<OptionPrompt> prompts, LensChoice lens, Progress progress);

    @Override
    void close();
}
