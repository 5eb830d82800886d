package org.diopter.app.window;

/// The sessions of a window: what runs for the views.
///
/// @param study the model and the study on the screen, which all views share
/// @param lens the lens they are looked at through
/// @param beside what the logit lens says beside it
record WindowSessions(
        StudySession study, LensSession lens, BesideSession beside, AttentionSession attention, TrainingSession training, AnomalySession anomaly) {}
