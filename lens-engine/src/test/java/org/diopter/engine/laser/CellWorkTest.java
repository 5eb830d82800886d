package org.diopter.engine.laser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.diopter.engine.data.Item;
import org.diopter.engine.data.Metric;
import org.diopter.engine.data.Outcome;
import org.diopter.engine.data.Task;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.model.store.ArtefactStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellWorkTest {
    private static final Reduction REDUCTION = new Reduction(new MatrixId(3, MatrixKind.MLP_DOWN), new BigDecimal("0.05"));
    private static final Task TASK = new Task(
            "words",
            List.of(new Item(0, "a \"b\"\n東京", List.of("x", "y"), 1, OptionalLong.of(7)), new Item(1, "c", List.of("z"), 0, OptionalLong.empty())),
            Metric.CLASSIFICATION,
            3);
    private static final List<Outcome> OUTCOMES = List.of(new Outcome(true, 0.1, 2, 1, 0, 0), new Outcome(false, 1 / 3.0, 1, 40, 1, 0.7));

    @TempDir
    Path folder;

    @Test
    void whatOtherMachinesReadIsWhatWasWritten() {
        CellWork.Asked stack = CellWork.Asked.of(List.of(REDUCTION, new Reduction(new MatrixId(0, MatrixKind.MLP_OUT), BigDecimal.ONE)), new int[] {4, 2, 9});
        CellWork work = new CellWork("/m", "/h", "cpu", 2, "identity", TASK, List.of(CellWork.Asked.of(List.of(), new int[] {1}), stack), 2);
        CellWork read = CellWork.of(work.json());
        assertEquals(work, read);
        assertEquals(TASK.items().toString(), read.task().items().toString(), "a task's identity is made of its items");
        assertEquals(stack.reductions(), read.cells().get(1).reductions());
        assertArrayEquals(new int[] {4, 2, 9}, read.cells().get(1).indices());
    }

    @Test
    void shardsAreTheItemsInOrder() {
        CellWork work = new CellWork("/m", "/h", "cpu", 1, "identity", TASK, List.of(), 2);
        List<int[]> shards = work.shards(CellWork.Asked.of(List.of(), new int[] {5, 3, 8, 1, 2}));
        assertEquals(List.of("[5, 3]", "[8, 1]", "[2]"), shards.stream().map(Arrays::toString).toList());
    }

    @Test
    void outcomesComeBackToTheLastBit() {
        assertEquals(OUTCOMES, OutcomeBytes.read(OutcomeBytes.of(OUTCOMES), 2));
        assertThrows(UncheckedIOException.class, () -> OutcomeBytes.read(OutcomeBytes.of(OUTCOMES), 3));
    }

    @Test
    void aCellOfAnotherProcessIsFoundOnceItIsAdopted() {
        ArtefactStore files = new ArtefactStore(folder, 1 << 20);
        CellStore.anew(files).keep("i", List.of(REDUCTION), new int[] {1, 2}, OUTCOMES);
        CellStore here = CellStore.anew(files);
        assertEquals(Optional.empty(), here.find("i", List.of(REDUCTION), new int[] {1, 2}));
        here.adopt("i", List.of(REDUCTION), new int[] {1, 2});
        assertEquals(Optional.of(OUTCOMES), here.find("i", List.of(REDUCTION), new int[] {1, 2}));
    }
}
