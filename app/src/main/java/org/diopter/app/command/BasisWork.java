package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.diopter.app.bundled.BundledBases;
import org.diopter.engine.DirectionWork;
import org.diopter.engine.FoundBasis;
import org.diopter.engine.LensChoice;
import org.diopter.engine.OpenModel;
import org.diopter.engine.causal.BasisExtraction;
import org.diopter.engine.causal.BasisPlan;
import org.diopter.engine.causal.DirectionMeaning;
import org.diopter.engine.causal.Fidelity;
import org.diopter.engine.causal.StatesFile;
import org.diopter.engine.lens.training.TrainingText;
import org.diopter.model.Progress;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;

/// Finds a basis and measures it.
///
/// @param engine that holds the model
record BasisWork(CommandEngine engine, OpenModel model) {
    private static final int SHOWN_TOKENS = 10;
    private static final int STAGES = 3;

    /// A basis and what is known of it.
    ///
    /// @param fidelity nothing where states were given, or the search was cancelled
    /// @param meanings one a direction; empty if the search was cancelled
    record Result(FoundBasis found, Optional<Fidelity> fidelity, List<DirectionMeaning> meanings) {
        /// @throws UnusableInputException D-208 if the model was not measured
        Fidelity measured() {
            return fidelity.orElseThrow(() -> new UnusableInputException(
                    "D-208", "The influence on the model needs a text, and only states were given. Use --text in place of --states-file."));
        }
    }

    Result find(BasisChoice choice, long seed) {
        LensChoice lens = engine.lenses(model).choice(choice.lens());
        StudyText given = choice.text();
        TrainingText text = given == null ? null : given.sequences(model, model.directions().sequenceLength());
        Progress progress = engine.progress();
        progress.stage("Find directions", 1, STAGES);
        FoundBasis found = found(choice, lens, text, seed);
        if (!found.isComplete()) {
            return new Result(found, Optional.empty(), List.of());
        }
        DirectionWork directions = model.directions();
        progress.stage("Measure on the model", 2, STAGES);
        Optional<Fidelity> fidelity = text == null
                ? Optional.empty()
                : Optional.of(engine.until(stop -> directions.fidelity(found.basis(), lens, text, progress, stop)));
        progress.stage("Read directions", STAGES, STAGES);
        return new Result(found, fidelity, engine.until(stop -> directions.meanings(found.basis(), lens, SHOWN_TOKENS, stop)));
    }

    private FoundBasis found(BasisChoice choice, LensChoice lens, @Nullable TrainingText text, long seed) {
        DirectionWork directions = model.directions();
        BasisExtraction.Listener listener = (direction, found, wanted) -> engine.progress().items(found, wanted);
        FileReference statesFile = choice.statesFile();
        Optional<FoundBasis> shipped = shipped(choice, choice.plan(seed));
        if (shipped.isPresent()) {
            return shipped.get();
        }
        if (text != null) {
            return engine.until(stop -> directions.extract(choice.plan(seed), lens, text, listener, stop));
        }
        Path states = Objects.requireNonNull(statesFile).file();
        return engine.until(stop -> directions.extract(choice.plan(seed), lens, StatesFile.read(states), listener, stop));
    }

    /// The basis that comes with the model, where nothing else is asked for than what it was found by.
    private Optional<FoundBasis> shipped(BasisChoice choice, BasisPlan plan) {
        StudyText text = choice.text();
        boolean asked = choice.lens().source().equals(LensReference.BUNDLED)
                && text != null
                && text.isSampleOf(model)
                && plan.layer() >= 0
                && plan.layer() <= model.card().layers()
                && plan.equals(BundledBases.plan(plan.layer()));
        return asked
                ? Optional.of(engine.bundledBases().of(plan.layer(), engine.progress())).filter(found -> found.basis().source().modelSha256().equals(model.id().sha256()))
                : Optional.empty();
    }
}
