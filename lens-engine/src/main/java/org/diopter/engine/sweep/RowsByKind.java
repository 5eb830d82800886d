package org.diopter.engine.sweep;

import java.util.List;
import java.util.stream.Stream;

/// The rows of a study as JSON has them: a list a kind, of which one is not empty. Annotations that would tell kinds apart are not to be had on a cluster,
/// where Spark brings older ones.
record RowsByKind(List<SweepRow.AtLayer> layers, List<SweepRow.OnText> texts, List<SweepRow.OnTask> tasks) {
    RowsByKind {
        layers = List.copyOf(layers);
        texts = List.copyOf(texts);
        tasks = List.copyOf(tasks);
    }

    static RowsByKind of(List<SweepRow> rows) {
        return new RowsByKind(only(rows, SweepRow.AtLayer.class), only(rows, SweepRow.OnText.class), only(rows, SweepRow.OnTask.class));
    }

    /// Those of one kind, in their order.
    static <T> List<T> only(List<? super T> all, Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<SweepRow> rows() {
        return Stream.of(layers, texts, tasks).<SweepRow>flatMap(List::stream).toList();
    }
}
