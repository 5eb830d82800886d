package org.diopter.views.training;

import org.diopter.engine.lens.judging.LensEvaluation;
import org.diopter.engine.lens.judging.TransferPenalties;
import org.diopter.views.figure.Provenance;

/// How a lens does on a text.
///
/// @param lens its name, for people
/// @param text what it was judged on, for people
/// @param evaluation beside the logit lens, layer by layer
/// @param transfer each translator on the states of every other layer
/// @param similarity of the stream's covariances, by pairs of layers 0 … L, 0 to 1
@SuppressWarnings("ArrayRecordComponent")
public record Judgement(
        String lens, String text, LensEvaluation evaluation, TransferPenalties transfer, double[][] similarity, Provenance provenance) {}
