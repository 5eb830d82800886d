package org.diopter.views.compare;

import org.diopter.engine.Study;

/// A study that is kept under a name, to be compared with others later: it runs again when it is looked at.
///
/// @param name for people
/// @param prompt its text, for people; its tokens decide
public record NamedStudy(String name, Study study, String prompt) {}
