package org.diopter.engine;

import java.nio.file.Path;

/// Which model a study is about.
///
/// @param name its folder's name, for people
/// @param folder where it lies on this machine
/// @param sha256 of its weights, lower-case hexadecimal: what makes it the same model elsewhere
public record ModelId(String name, Path folder, String sha256) {}
