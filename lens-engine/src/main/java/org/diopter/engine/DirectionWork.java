package org.diopter.engine;

import java.util.List;
import org.diopter.engine.causal.Ablation;
import org.diopter.engine.causal.Alignment;
import org.diopter.engine.causal.BasisCost;
import org.diopter.engine.causal.BasisExtraction;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.causal.CausalBasis;
import org.diopter.engine.causal.DirectionMeaning;
import org.diopter.engine.causal.ExtremePlaces;
import org.diopter.engine.causal.Fidelity;
import org.diopter.engine.causal.RemovalEffect;
import org.diopter.engine.causal.States;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;

/// The directions of an open model that its read-outs hang on. Works on the caller's thread and lets studies run meanwhile; closing the model ends it.
///
/// Position 0 of every sequence is left out of states, means, ablations and averages: attention uses it as a sink, and its state is like no other.
public interface DirectionWork {
    /// How long sequences of a text are best packed: 129 tokens, which give 128 states, or what the model takes.
    int sequenceLength();

    /// Finds the directions of a layer that a lens hangs on most, in states of a text. A basis found before for the same weights, lens, text and plan is read
    /// from the store.
    ///
    /// @param listener hears of each direction
    /// @param cancellation ends the search: what was found is kept
    /// @throws org.diopter.model.UnusableInputException D-304 if there cannot be so many directions, D-205 if there is no such layer
    /// @throws org.diopter.model.CancelledException if cancelled before the first was found
    FoundBasis extract(BasisPlan plan, LensChoice lens, TrainingText text, BasisExtraction.Listener listener, Cancellation cancellation);

    /// The same in states that are given.
    ///
    /// @param plan whose number of states does not matter
    FoundBasis extract(BasisPlan plan, LensChoice lens, States states, BasisExtraction.Listener listener, Cancellation cancellation);

    /// How strongly the directions of a basis, and as many random ones, act on lens and model.
    ///
    /// @param text the one in which the basis was found, or another
    Fidelity fidelity(CausalBasis basis, LensChoice lens, TrainingText text, Progress progress, Cancellation cancellation);

    /// What each direction of a basis stands for.
    ///
    /// @param count tokens of each end
    List<DirectionMeaning> meanings(CausalBasis basis, LensChoice lens, int count, Cancellation cancellation);

    /// Where in a text the components along the directions of a basis are most extreme. Sequences are read one after the other, and none is kept.
    ///
    /// @param count positions of each end, a direction
    /// @param listener hears after each sequence, with the places so far
    /// @return places whose `text` counts the text's sequences
    ExtremePlaces extremes(CausalBasis basis, TrainingText text, int count, ExtremePlaces.Listener listener, Cancellation cancellation);

    /// What ablating one direction at all positions does to one of them: to what a lens reads at each layer above, and to the model's output.
    ///
    /// @param lens through which the layers are read
    /// @param position that is read
    /// @param mode what the component is replaced with
    /// @param count tokens of each kind at most
    RemovalEffect removal(
            CausalBasis basis, int direction, LensChoice lens, Ablation mode, TokenSequence tokens, int position, int count, Cancellation cancellation);

    /// What finding directions will take.
    BasisCost cost(BasisPlan plan);

    /// How long that takes on this model's threads, seconds: an estimate.
    double seconds(BasisCost cost);

    /// How far the lens's answer to a changed state points where the model's does, from layer 1 to L: the update of the block below is replaced with that of
    /// another sequence.
    ///
    /// @param states how many tokens are changed, one at a time
    List<Alignment> align(LensChoice lens, TrainingText text, int states, long seed, Progress progress, Cancellation cancellation);

    /// The same at one layer, where the component in the span of a basis is replaced.
    Alignment align(CausalBasis basis, LensChoice lens, TrainingText text, int states, long seed, Cancellation cancellation);
}
