package org.diopter.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.diopter.engine.forward.Blocks;
import org.diopter.engine.forward.ForwardPass;
import org.diopter.engine.forward.NotFinite;
import org.diopter.engine.forward.PackedPass;
import org.diopter.engine.forward.SplitBlocks;
import org.diopter.engine.forward.WeightSearch;
import org.diopter.engine.forward.WholeModel;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.lens.training.LensTrainer;
import org.diopter.model.store.ArtefactStore;

/// What an open model consists of, wherever it came from.
interface ModelParts extends AutoCloseable {
    ModelCard card();

    /// The weights and what they are read as: what is computed from the model is kept under it. The same weights under another `config.json` are another
    /// model.
    String identity();

    Blocks blocks();

    ReadOut readOut();

    WeightSearch weights();

    /// What the self-check may find apart.
    SelfChecker.Limits limits();

    SelfChecks checks();

    /// Where its tokenizer is looked for: a folder, or a file that holds one.
    Path tokenizerPlace();

    /// What was said of its memory before it was opened.
    MemoryEstimate estimate();

    /// What edits of its weights need.
    ///
    /// @param home the program's folder
    /// @param ablations makes edits of the stream ready
    /// @throws org.diopter.model.UnusableInputException if its weights cannot be edited
    ModelEdits edits(Path home, ArtefactStore store, ModelAblations ablations);

    /// What finding directions needs, where the weights are known by name.
    Optional<ModelDirections.Parts> directions(ForwardPass forward);

    /// Runs packs of texts.
    ///
    /// @throws org.diopter.model.UnusableInputException if its blocks cannot
    PackedPass packed(NotFinite notFinite);

    /// Blocks in which somebody may stand between scores and attention; each call's own to close.
    ///
    /// @throws org.diopter.model.UnusableInputException if its blocks cannot be parted
    SplitBlocks splitBlocks();

    /// Trains lenses of the model.
    ///
    /// @throws org.diopter.model.UnusableInputException if none can be trained
    LensTrainer lensTrainer(ForwardPass forward);

    /// Makes the model in one piece, to prove the blocks against: the caller's to close.
    WholeModel whole();

    @Override
    void close();
}
