package org.diopter.views.rank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.diopter.engine.edit.ComponentMask;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.edit.MatrixEdit;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.edit.MatrixKind;
import org.diopter.engine.edit.PruneMagnitude;
import org.diopter.engine.edit.RankRule;
import org.diopter.engine.edit.ReduceRank;
import org.diopter.engine.edit.SkipPart;
import org.diopter.engine.edit.ZeroMatrix;
import org.diopter.engine.laser.Spectrum;
import org.diopter.views.edits.EditStackModel;
import org.diopter.views.testing.MadeUp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RankModelTest {
    private static final MatrixId DOWN = new MatrixId(3, MatrixKind.MLP_DOWN);

    private final EditStackModel stack = new EditStackModel();
    private final RankModel model = new RankModel(stack, 0);

    @BeforeEach
    void openAModel() {
        model.card().set(MadeUp.card("made-up"));
        know(DOWN);
    }

    private void know(MatrixId matrix) {
        double[] values = new double[16];
        Arrays.setAll(values, i -> 10.0 / (1 + i));
        model.spectrum().set(new RankModel.Known(matrix, new Spectrum(16, 32, values)));
    }

    private Setting setting() {
        return Objects.requireNonNull(model.setting().get());
    }

    @Test
    void theMiddleBlocksLastMatrixIsLookedAtFirst() {
        assertEquals(DOWN, model.matrix().get());
        assertEquals(List.of(MatrixKind.QUERY, MatrixKind.MLP_DOWN), model.kinds());
        assertTrue(stack.cards().get().isEmpty());
    }

    @Test
    void theFirstChangeAddsAnEditAndLaterOnesChangeIt() {
        model.change(setting -> setting.withRank(5));
        model.change(setting -> setting.withRank(4));
        assertEquals(1, stack.cards().get().all().size());
        assertEquals(4, setting().rank());
        model.settle();
        stack.undo();
        assertEquals(5, setting().rank());
    }

    @Test
    void aSelectedEditIsShownAndMovesWithThePickers() {
        stack.add(new ReduceRank(new MatrixId(1, MatrixKind.QUERY), new ComponentMask.Tail(3)));
        assertEquals(new MatrixId(1, MatrixKind.QUERY), model.matrix().get());
        assertNull(model.setting().get());
        know(new MatrixId(1, MatrixKind.QUERY));
        assertEquals(Keep.SMALLEST, setting().keep());
        model.look(new MatrixId(2, MatrixKind.QUERY));
        assertEquals(EditStack.of(new ReduceRank(new MatrixId(2, MatrixKind.QUERY), new ComponentMask.Tail(3))), stack.active().get());
    }

    @Test
    void whatIsChangedHereGoesAsFarAsItDid() {
        BigDecimal half = new BigDecimal("0.5");
        stack.add(new ReduceRank(DOWN, new ComponentMask.Tail(3)).withStrength(half));
        know(DOWN);
        model.change(setting -> setting.withRank(4));
        assertEquals(EditStack.of(new ReduceRank(DOWN, new ComponentMask.Tail(4)).withStrength(half)), stack.active().get());
        model.look(new MatrixId(2, MatrixKind.QUERY));
        assertEquals(EditStack.of(new ReduceRank(new MatrixId(2, MatrixKind.QUERY), new ComponentMask.Tail(4)).withStrength(half)), stack.active().get());
    }

    @Test
    void lookingAroundEditsNothing() {
        model.look(new MatrixId(5, MatrixKind.MLP_DOWN));
        assertEquals(new MatrixId(5, MatrixKind.MLP_DOWN), model.matrix().get());
        assertTrue(stack.cards().get().isEmpty());
        assertEquals(EditStack.NONE, model.alone().get());
    }

    @Test
    void theEditThatIsLookedAtIsTakenAlone() {
        stack.add(new SkipPart(1, SkipPart.Part.MLP));
        int card = stack.add(new ZeroMatrix(DOWN));
        assertEquals(EditStack.of(new ZeroMatrix(DOWN)), model.alone().get());
        stack.toggleMuted(card);
        assertEquals(EditStack.NONE, model.alone().get());
    }

    @Test
    void everyEditIsReadBackAsItWasWritten() {
        for (MatrixEdit edit : List.of(new ZeroMatrix(DOWN), new PruneMagnitude(DOWN, new BigDecimal("0.25")),
                new ReduceRank(DOWN, new ComponentMask.Tail(3)), new ReduceRank(DOWN, new ComponentMask.Drop(List.of(0, 4))),
                new ReduceRank(DOWN, ComponentMask.Share.of("0.25")))) {
            assertEquals(edit, Setting.of(DOWN, 16).with(edit).edit());
        }
    }

    @Test
    void rankAndShareAreOneNumberInEveryMatrix() {
        for (int components : new int[] {1, 7, 256, 768, 4096, 8192}) {
            for (int rank = 1; rank <= components; rank += Math.max(1, components / 97)) {
                assertEquals(rank, RankRule.rank(Setting.of(DOWN, components).withRank(rank).rho(), components));
            }
        }
    }

    @Test
    void theLastSingleComponentStaysOut() {
        Setting setting = Setting.of(DOWN, 16).with(Keep.ALL_BUT).without(List.of(3));
        assertEquals(List.of(3, 5), setting.toggled(5).without());
        assertEquals(List.of(3), setting.toggled(3).without());
        assertEquals(15, setting.kept().cardinality());
    }
}
