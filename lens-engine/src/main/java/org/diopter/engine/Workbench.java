package org.diopter.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.generate.Writing;
import org.diopter.engine.generate.WritingPlan;
import org.diopter.engine.laser.Spectrum;
import org.diopter.engine.lens.LensDifference;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;

/// The engine as views and the command line see it. One a process: it owns the threads on which models run.
public interface Workbench extends AutoCloseable {
    /// What computes: `CPU`, or `CUDA` with the device's name.
    String provider();

    /// How many threads the CPU provider uses.
    int threads();

    /// Opens a model folder: reads and checks its files, maps its weights, builds its blocks.
    ///
    /// @throws org.diopter.model.UnusableInputException if the folder cannot be used; nothing is left behind then
    OpenModel open(Path folder, Progress progress);

    /// The same in low-memory mode, whatever the engine was started with: nothing is copied, and it runs slower.
    OpenModel openWithLowMemory(Path folder, Progress progress);

    /// Starts computing a study; runs wait for one another in the order of the calls.
    ///
    /// @param study of a model that this workbench has open
    Run run(Study study, Reading reading, RunListener listener);

    /// Hears of every result that could not be kept in the store, because its disk is full or may not be written. The work goes on; what is not kept is
    /// computed again next time.
    ///
    /// @param act is called on any thread
    default void whenNotKept(Consumer<UnusableInputException> act) {}

    /// The attention probabilities of one block.
    BlockAttention attention(Study study, int block, Progress progress);

    /// How the study's lens and another one read the stream differently, cell by cell, exactly over the vocabulary.
    ///
    /// @param other the second lens
    /// @param reading which layers, and which position first; its other parts do not matter here
    /// @param listener hears of every block of columns, on the engine's thread
    default LensDifference difference(Study study, LensChoice other, Reading reading, Consumer<LensDifference> listener, Progress progress) {
        return difference(study, study.with(other), reading, listener, progress);
    }

    /// How two studies of equally many tokens differ, cell by cell, exactly over the vocabulary. They may be of two open models of the same vocabulary; where
    /// one is deeper, rows are the layers that stand beside each other by [relative depth][AlignedLayers#byDepth].
    /// Studies that differ by their edits should be [alike][org.diopter.engine.edit.EditStack#alike], so that nothing else makes them differ.
    ///
    /// @param reading which layers, and which position first; its other parts do not matter here
    /// @param listener hears of every block of columns, on the engine's thread
    /// @throws UnusableInputException D-205 if the models have not one vocabulary
    LensDifference difference(Study first, Study second, Reading reading, Consumer<LensDifference> listener, Progress progress);

    /// Lets a study's model go on with its tokens, under its edits and its policy. Every token takes its turn on the engine's thread, so that runs go on
    /// between them.
    ///
    /// @param listener hears of every token, on the caller's thread
    /// @param progress gets tokens, of one stage that the caller has begun
    /// @throws org.diopter.model.UnusableInputException D-201 if the model takes no more tokens, D-402 if the policy would evict nothing
    /// @throws org.diopter.model.CancelledException if it was stopped; what the listener heard of stays good
    Writing write(Study study, WritingPlan plan, Consumer<Writing> listener, Progress progress);

    /// Everything a forward pass computes, for scripts and papers: large, so for short prompts.
    ///
    /// @throws org.diopter.model.UnusableInputException D-402 if the study evicts keys
    PassDump dump(Study study, Progress progress);

    /// The singular values of one matrix. The decomposition is kept, so that edits of the matrix need none.
    ///
    /// @throws org.diopter.model.UnusableInputException if the model has no such matrix, or a number in it is not finite
    Spectrum spectrum(ModelId model, MatrixId matrix, Progress progress);

    /// The singular values of what a reduction keeps, as its method finds them: those of a random projection are near to the exact ones, and no larger.
    ///
    /// @throws org.diopter.model.UnusableInputException if the reduction does not fit the model
    double[] keptValues(ModelId model, ReduceRank edit, Progress progress);

    /// Writes a model with edits of its matrices as a folder that transformers and this program can open: safetensors, dense, the same shapes.
    ///
    /// @param folder which must not be there yet
    /// @throws org.diopter.model.UnusableInputException if it cannot be written, or an edit is none of a matrix of this model
    void save(ModelId model, EditStack edits, Path folder, Progress progress);

    /// The same with reduced matrices in factors: smaller, and to be loaded with the Python file that is written beside it.
    ///
    /// @throws org.diopter.model.UnusableInputException if it cannot be written, an edit is no reduction of a matrix, or a matrix is stored fused with
    ///     others
    void saveFactored(ModelId model, EditStack edits, Path folder, Progress progress);

    /// Measures an open model on a text.
    ///
    /// @param streamBytes what the streams kept between two edits may hold
    /// @return the caller's to close
    TextEvaluator textEvaluator(ModelId model, List<TokenSequence> text, long streamBytes, Progress progress);

    /// Measures an open model on a task.
    ///
    /// @param streamBytes what the streams kept between two cells may hold
    /// @return the caller's to close
    /// @throws org.diopter.model.UnusableInputException if the model has no tokenizer
    TaskEvaluator evaluator(ModelId model, Task task, long streamBytes);

    /// Stops accepting, cancels what runs, closes every model.
    @Override
    void close();
}
