package org.diopter.engine;

import java.util.Optional;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.judging.LayerCovariances;
import org.diopter.engine.lens.judging.LensEvaluation;
import org.diopter.engine.lens.judging.TransferPenalties;
import org.diopter.engine.lens.training.TrainedLens;
import org.diopter.engine.lens.training.TrainingControl;
import org.diopter.engine.lens.training.TrainingListener;
import org.diopter.engine.lens.training.TrainingPlan;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.Progress;

/// The lenses of an open model, and the long work on them. Training and judging work on the caller's thread and lets studies run meanwhile; closing the model ends it.
public interface LensWork {
    /// Holds a lens ready until the model closes: studies can then be read through it. The same lens is held once.
    ///
    /// @return what goes into a [Study]
    /// @throws org.diopter.model.UnusableInputException D-301 if it is of a model with other layers or another width
    LensChoice.Translated use(Lens lens);

    /// The lens that is held under a choice, fitted to the model.
    Optional<Lens> lens(LensChoice choice);

    /// Whether a training of this text and plan is in the store, so that it can go on.
    boolean hasBegun(TrainingText text, TrainingPlan plan);

    /// Trains a tuned lens. It is kept every few seconds in the store under model, text and plan, and goes on from there if it was broken off.
    ///
    /// @param name of the lens, for people
    /// @param resume whether to go on from where an earlier training of the same text and plan was broken off
    /// @return the best so far at its end, whatever ended it
    /// @throws org.diopter.model.UnusableInputException D-305 if the text is too short, D-205 if the plan names layers that are not there
    TrainedLens train(String name, TrainingText text, TrainingPlan plan, boolean resume, TrainingControl control, TrainingListener listener);

    /// Scores a lens beside the logit lens over a text; bits a byte where the model has a tokenizer.
    LensEvaluation evaluate(Lens lens, TrainingText text, Progress progress);

    /// What each translator does on the states of every other layer.
    TransferPenalties transfer(Lens lens, TrainingText text, Progress progress);

    /// The covariance of the stream at every layer over a text.
    LayerCovariances covariances(TrainingText text, Progress progress);
}
