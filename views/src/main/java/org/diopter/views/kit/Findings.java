package org.diopter.views.kit;

import java.util.Optional;
import org.diopter.engine.ModelCard;
import org.diopter.engine.Study;
import org.diopter.engine.lens.Trajectory;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.TokenLabels;

/// A study and what has been read of it so far: what views show. Carries all it takes to write its numbers and tokens.
///
/// @param card of the study's model
/// @param tokenizer of the model, where it has one
/// @param trajectory what is known; complete once the run is done
/// @param labels how its tokens are written
/// @param provenance where its numbers come from
public record Findings(
        Study study, ModelCard card, Optional<Tokenizer> tokenizer, Trajectory trajectory, TokenLabels labels, Provenance provenance) {}
