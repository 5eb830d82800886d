package org.diopter.app.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The content of the settings file: a value. What the file does not say is as on a first start.
///
/// @param version of the format
/// @param window null before it stood anywhere
/// @param lenses places of lenses by the SHA-256 of their model's weights
/// @param lensMode null before it was chosen
/// @param training of a lens; null while none is under way
/// @param unfinishedKernels trainings of kernels that have not ended, by the SHA-256 of their model's weights
/// @param prompt null before the first
/// @param memoryGb 0 for what is free
record SavedSettings(
        int version,
        @Nullable ThemeChoice theme,
        double textScale,
        boolean bits,
        @Nullable String map,
        @Nullable String view,
        @Nullable WindowPlace window,
        @Nullable Map<String, Double> dividers,
        @Nullable Set<String> hidden,
        @Nullable List<RecentModel> recent,
        @Nullable Map<String, String> lenses,
        @Nullable String lensMode,
        @Nullable BrokenOffTraining training,
        @Nullable Map<String, BrokenOffKernels> unfinishedKernels,
        @Nullable String prompt,
        boolean autoRun,
        boolean lowMemory,
        boolean cpuOnly,
        int memoryGb,
        int storeGb,
        boolean welcomed,
        boolean toured) {

    static final int VERSION = 1;
    /// What is kept of earlier work where nothing else is said.
    private static final int STORE_GB = 8;

    /// What a first start begins with.
    static final SavedSettings INITIAL =
            new SavedSettings(VERSION, ThemeChoice.SYSTEM, 1, false, "tide", "trajectory", null, Map.of(), Set.of(), List.of(), Map.of(), null, null,
                    Map.of(), null, true, false, false, 0, STORE_GB, false, false);

    SavedSettings {
        theme = theme == null ? ThemeChoice.SYSTEM : theme;
        textScale = textScale >= 0.8 && textScale <= 2 ? textScale : 1;
        memoryGb = Math.max(0, memoryGb);
        storeGb = storeGb > 0 ? storeGb : STORE_GB;
        map = map == null ? "tide" : map;
        view = view == null ? "trajectory" : view;
        dividers = dividers == null ? Map.of() : Map.copyOf(dividers);
        hidden = hidden == null ? Set.of() : Set.copyOf(hidden);
        lenses = lenses == null ? Map.of() : Map.copyOf(lenses);
        unfinishedKernels = unfinishedKernels == null ? Map.of() : Map.copyOf(unfinishedKernels);
        recent = recent == null ? List.of() : recent.stream().limit(Settings.RECENT).toList();
    }
}
