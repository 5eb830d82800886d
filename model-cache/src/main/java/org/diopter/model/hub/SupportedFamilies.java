package org.diopter.model.hub;

import java.util.function.Predicate;

/// Which layouts the program can run.
///
/// @param supports whether it can run a `model_type`
/// @param list all of them for people, such as `llama, gpt2`
public record SupportedFamilies(Predicate<String> supports, String list) {}
