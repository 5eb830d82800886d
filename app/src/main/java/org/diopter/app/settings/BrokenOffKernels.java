package org.diopter.app.settings;

import org.diopter.views.kernels.KernelForm;

/// A training of kernels that has begun and of whose end nothing is known: it runs, or the program ended before it.
///
/// @param folder the name of the folder the kernels go to
/// @param form what was to be trained
public record BrokenOffKernels(String folder, KernelForm form) {}
