package org.diopter.engine.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.diopter.model.UnusableInputException;
import org.junit.jupiter.api.Test;

class ComponentMaskTest {
    @Test
    void eachMaskKeepsWhatItsNameSays() {
        assertEquals("{0, 1, 2}", ComponentMask.Share.of("0.5").kept(7).toString());
        assertEquals("{0, 1}", new ComponentMask.Top(2).kept(7).toString());
        assertEquals("{5, 6}", new ComponentMask.Tail(2).kept(7).toString());
        assertEquals("{1, 2, 4, 5, 6}", new ComponentMask.Drop(List.of(3, 0, 3)).kept(7).toString());
        assertEquals("{0, 1, 2, 3, 4, 5, 6}", ComponentMask.Share.of("1").kept(7).toString());
    }

    @Test
    void equalMasksAreEqualHoweverWritten() {
        assertEquals(ComponentMask.Share.of("0.1"), ComponentMask.Share.of("0.100"));
        assertEquals(new ComponentMask.Drop(List.of(0, 3)), new ComponentMask.Drop(List.of(3, 0)));
    }

    @Test
    void rankZeroIsRefusedUnlessItIsMeant() {
        assertTrue(refusal(() -> ComponentMask.Share.of("0.01").kept(64)).contains("zero=true"));
        assertEquals("{}", new ComponentMask.Share(new BigDecimal("0.01"), true).kept(64).toString());
    }

    @Test
    void masksThatDoNotFitAreRefused() {
        assertTrue(refusal(() -> new ComponentMask.Top(65).kept(64)).contains("has 64"));
        assertTrue(refusal(() -> new ComponentMask.Tail(65).kept(64)).contains("has 64"));
        assertTrue(refusal(() -> new ComponentMask.Drop(List.of(64)).kept(64)).contains("0 to 63"));
        assertTrue(refusal(() -> new ComponentMask.Drop(List.of(-1)).kept(64)).contains("-1"));
        assertTrue(refusal(() -> new ComponentMask.Top(0)).contains("at least 1"));
        assertTrue(refusal(() -> new ComponentMask.Drop(List.of())).contains("drop=0+3"));
        assertTrue(refusal(() -> ComponentMask.Share.of("1.5")).contains("1.5"));
    }

    private static String refusal(Supplier<?> action) {
        return assertThrows(UnusableInputException.class, action::get).sentence();
    }

    @Test
    void twoSharesOfOneMatrixAreTheSmaller() {
        ComponentMask large = ComponentMask.Share.of("0.8");
        ComponentMask small = ComponentMask.Share.of("0.3");
        assertEquals(small.kept(20), ComponentMask.kept(List.of(large, small), 20));
        assertEquals(small.kept(20), ComponentMask.kept(List.of(small, large), 20));
        assertEquals(small.kept(20), ComponentMask.kept(List.of(small, small), 20));
    }

    @Test
    void aLaterMaskSeesTheComponentsThatAnEarlierOneLeft() {
        assertEquals("{5, 6}", ComponentMask.kept(List.of(new ComponentMask.Tail(5), new ComponentMask.Top(2)), 10).toString());
        assertEquals("{}", ComponentMask.kept(List.of(new ComponentMask.Top(2), new ComponentMask.Tail(5)), 10).toString());
        assertEquals("{2, 3}", ComponentMask.kept(
                List.of(new ComponentMask.Drop(List.of(0)), new ComponentMask.Top(3), new ComponentMask.Drop(List.of(0))), 10).toString());
    }
}
