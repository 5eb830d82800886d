package org.diopter.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.diopter.app.job.Jobs;
import org.diopter.engine.runtime.CudaCheck;
import org.diopter.views.kit.WindowTheme;
import org.diopter.views.model.StartPane;
import org.diopter.views.testing.Fx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The page that says what a GPU needs.
class GpuPaneTest {
    private final List<String> copied = new ArrayList<>();
    private final GpuPane pane = Fx.get(() -> {
        GpuPane made = new GpuPane(new Jobs(_ -> {}, Platform::runLater), copied::add, () -> {});
        Fx.show(made, 660, 600, WindowTheme.LIGHT);
        return made;
    });

    @BeforeAll
    static void startJavaFx() {
        Fx.start();
    }

    private List<Node> lines() {
        return Fx.get(() -> List.copyOf(pane.lookupAll(".gpu-part")));
    }

    @Test
    void everyPartIsThereWithItsStateAndWhatToDo() {
        CudaCheck check = new CudaCheck(List.of(
                new CudaCheck.Part("NVIDIA driver", "libcuda.so.1", true, true, "12.4", ""),
                new CudaCheck.Part("CUDA runtime", "libcudart.so.12", false, true, "", "Install it."),
                new CudaCheck.Part("cuDNN", "libcudnn.so.9", false, false, "", "Nothing to do.")));
        Fx.run(() -> pane.show(check));
        assertEquals(List.of("NVIDIA driver. found, 12.4. ", "CUDA runtime. not found. Install it.", "cuDNN. not found, not needed. Nothing to do."),
                lines().stream().map(Node::getAccessibleText).toList());
        assertTrue(Fx.get(() -> pane.lookupAll(".label").stream().anyMatch(node -> node instanceof Label label && label.getText().equals(check.verdict()))));
    }

    @Test
    void theStartPageAsksWhyWhereThereIsNoCuda() {
        List<String> asked = new ArrayList<>();
        List<StartPane.Fact> without = new Computer(java.util.Map.of("CUDA", "not found"), false).lines(() -> asked.add("why"));
        assertEquals(List.of(true), without.stream().map(fact -> fact.why().isPresent()).toList());
        assertEquals(Optional.empty(), new Computer(java.util.Map.of("CUDA", "found"), true).lines(() -> {}).getFirst().why());
        without.getFirst().why().orElseThrow().run();
        assertEquals(List.of("why"), asked);
    }
}
