package org.diopter.app.window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.diopter.engine.Workbench;
import org.diopter.engine.runtime.CudaSupport;
import org.diopter.engine.runtime.ProcessMemory;
import org.diopter.views.figure.Numbers;
import org.diopter.views.model.StartPane;

/// What this computer offers, in words.
///
/// @param facts name and value, in order
/// @param cuda whether CUDA can be used
record Computer(Map<String, String> facts, boolean cuda) {
    private static final String CUDA = "CUDA";
    /// Private memory a float32 parameter takes: its own bytes and the copies that ONNX Runtime packs.
    private static final double BYTES_A_PARAMETER = 4 * 1.1;
    private static final double BESIDE = 300e6;

    /// Looks at it. Not for the FX thread.
    static Computer look(Workbench workbench) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(WindowTexts.ALL.get("computer.processor"), processor(workbench));
        CudaSupport cuda = CudaSupport.probe();
        String unavailable = cuda.inBuild() ? "computer.cuda-missing" : "computer.cuda-not-built";
        facts.put(CUDA, WindowTexts.ALL.get(cuda.available() ? "computer.cuda" : unavailable));
        OptionalLong free = ProcessMemory.availableBytes();
        if (free.isPresent()) {
            facts.put(WindowTexts.ALL.get("computer.free"), Numbers.bytes(free.getAsLong()));
            double parameters = Math.max(0, free.getAsLong() - BESIDE) / BYTES_A_PARAMETER;
            facts.put(WindowTexts.ALL.get("computer.largest"), WindowTexts.ALL.get("computer.about", Numbers.fixed(parameters / 1e9, 1)));
        }
        return new Computer(facts, cuda.available());
    }

    /// The same for the start page.
    ///
    /// @param why says why there is no CUDA
    List<StartPane.Fact> lines(Runnable why) {
        return facts.entrySet().stream()
                .map(fact -> new StartPane.Fact(fact.getKey(), fact.getValue(), fact.getKey().equals(CUDA) && !cuda ? Optional.of(why) : Optional.empty()))
                .toList();
    }

    /// What computes: `CPU, 2 threads`.
    static String processor(Workbench workbench) {
        return WindowTexts.ALL.get(workbench.threads() == 1 ? "computer.thread" : "computer.threads", workbench.provider(), workbench.threads());
    }
}
