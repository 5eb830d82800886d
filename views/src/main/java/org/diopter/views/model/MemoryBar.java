package org.diopter.views.model;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.diopter.engine.MemoryEstimate;
import org.diopter.engine.MemoryUse;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Parts;
import org.diopter.views.kit.Texts;

/// What an open model takes of memory, by kind: a bar, its key, and how far the estimate was off.
final class MemoryBar extends VBox {
    private static final Texts TEXTS = Texts.of(MemoryBar.class);
    private static final double WIDTH = 440;
    private static final double HUNDRED_PERCENT = 100;

    MemoryBar(MemoryUse memory) {
        setSpacing(6);
        MemoryEstimate estimate = memory.estimate();
        Map<String, Long> kinds = new LinkedHashMap<>();
        kinds.put("memory.mapped", estimate.mapped());
        kinds.put("memory.matrices", estimate.matrices());
        kinds.put("memory.sessions", estimate.sessions());
        kinds.put("memory.prompt", estimate.prompt());
        double all = kinds.values().stream().mapToLong(Long::longValue).sum();
        HBox bar = new HBox();
        FlowPane key = new FlowPane(14, 4);
        int series = 1;
        for (Map.Entry<String, Long> kind : kinds.entrySet()) {
            if (kind.getValue() > 0) {
                bar.getChildren().add(piece(series, WIDTH * kind.getValue() / all));
                key.getChildren().add(Parts.row("plain-row", piece(series, 10), Parts.label(words(kind.getKey(), kind.getValue()), "secondary")));
            }
            series++;
        }
        Label verdict = Parts.label(verdict(memory), "secondary");
        verdict.setWrapText(true);
        key.setPrefWrapLength(WIDTH);
        getChildren().addAll(bar, key, verdict, Parts.label(TEXTS.get("memory.mode." + memory.mode()), "faint"));
        setAccessibleText(verdict(memory));
    }

    private static String words(String kind, long bytes) {
        return TEXTS.get(kind, Numbers.bytes(bytes), MemoryEstimate.PROMPT_TOKENS);
    }

    /// Estimate and measurement; without one, the estimate alone.
    static String verdict(MemoryUse memory) {
        long estimated = memory.estimate().opened();
        if (memory.measured() <= 0) {
            return TEXTS.get("memory.estimated", Numbers.bytes(estimated));
        }
        long off = Math.round(HUNDRED_PERCENT * (estimated - memory.measured()) / memory.measured());
        return TEXTS.get("memory.measured", Numbers.bytes(estimated), Numbers.bytes(memory.measured()), Numbers.signed(off, 0));
    }

    private static Node piece(int series, double width) {
        Region piece = new Region();
        piece.setStyle("-fx-background-color: -d-s" + series);
        piece.setMinSize(width, 10);
        piece.setPrefSize(width, 10);
        piece.setMaxSize(width, 10);
        return piece;
    }
}
