package org.diopter.views.cache;

/// The pages of the cache view.
public enum CachePage {
    /// What policies keep.
    POLICIES,
    /// Training of LESS kernels.
    TRAINING
}
