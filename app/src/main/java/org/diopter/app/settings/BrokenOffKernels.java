package org.diopter.app.settings;

import org.diopter.views.kernels.KernelForm;

/// A training of kernels that has begun and of whose end nothing is known: it runs, or the program ended before it.
///
/// @param model the SHA-256 of the model's weights
/// @param folder the name of the folder the kernels go to
/// @param form what was to be trained
public record BrokenOffKernels(String model, String folder, KernelForm form) {}
