package org.diopter.engine.lens.judging;

/// What each layer's translator does on the states of every other layer: [translator][state], nats, means over a text.
///
/// @param crossEntropy of the next token
/// @param penalty the cross-entropy minus that of the state's own translator: the diagonal is 0
/// @param klToFinal KL(final ‖ translator on state)
/// @param klToOwn KL(own translator on state ‖ translator on state)
@SuppressWarnings("ArrayRecordComponent")
public record TransferPenalties(double[][] crossEntropy, double[][] penalty, double[][] klToFinal, double[][] klToOwn) {}
