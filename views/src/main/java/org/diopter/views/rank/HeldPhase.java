package org.diopter.views.rank;

import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.Reduction;
import org.diopter.model.tokenizer.Tokenizer;
import org.jspecify.annotations.Nullable;

/// How far it is known what the components that a setting removes held.
public sealed interface HeldPhase {
    /// Nothing was asked yet.
    HeldPhase UNASKED = new Unasked();

    /// Nothing was asked.
    record Unasked() implements HeldPhase {}

    /// The items are being asked.
    ///
    /// @param stage what is done just now; empty before the first
    /// @param done how far this stage is
    /// @param total where it ends; 0 while that is not known
    record Asking(Reduction reduction, String stage, long done, long total) implements HeldPhase {}

    /// All items were asked.
    ///
    /// @param tokenizer that writes the answers
    record Answered(Reduction reduction, HeldAnswers answers, Tokenizer tokenizer) implements HeldPhase {}

    /// The items could not be asked.
    ///
    /// @param sentence why, for the user
    record Failed(Reduction reduction, String sentence) implements HeldPhase {}

    /// Whether it is this setting that was asked about.
    default boolean isAbout(@Nullable Reduction setting) {
        return switch (this) {
            case Unasked _ -> false;
            case Asking asking -> asking.reduction().equals(setting);
            case Answered answered -> answered.reduction().equals(setting);
            case Failed failed -> failed.reduction().equals(setting);
        };
    }
}
