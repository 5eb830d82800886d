package org.diopter.cluster;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.MemoryMode;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Workbench;
import org.diopter.engine.runtime.ProviderChoice;
import org.diopter.model.Progress;

/// A model that is open in an executor, for the lifetime of its process.
record ExecutorModel(Workbench workbench, OpenModel model) {
    /// @param provider what is to compute: `auto`, `cpu` or `cuda`
    /// @param threads that a task computes with
    /// @param home where the machine keeps what it derives
    /// @param folder of the model
    /// @param memory how it is opened
    static ExecutorModel open(String provider, int threads, String home, String folder, MemoryMode memory) {
        Workbench workbench = new OnnxWorkbench(new EngineOptions(ProviderChoice.of(provider), threads, Path.of(home), memory, OptionalLong.empty()));
        return new ExecutorModel(workbench, workbench.open(Path.of(folder), Progress.NONE));
    }
}
