package org.diopter.app.window;

/// The sessions of a window: what runs for the views.
///
/// @param study the model and the study on the screen, which all views share
/// @param lens the lens they are looked at through
record WindowSessions(StudySession study, LensSession lens, BesideSession beside, AttentionSession attention) {}
