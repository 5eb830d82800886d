package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import org.diopter.engine.cache.BudgetDivision.Chosen;
import org.diopter.engine.cache.BudgetDivision.Curve;
import org.junit.jupiter.api.Test;

class BudgetDivisionTest {
    private static final int[] BUDGETS = {2, 4, 8};

    private static Curve curve(double... worth) {
        BigDecimal[] alphas = {BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.TWO};
        return new Curve(BUDGETS, worth, alphas);
    }

    private static List<Integer> budgets(List<Chosen> chosen) {
        return chosen.stream().map(Chosen::budget).toList();
    }

    @Test
    void keysGoToTheCacheThatGainsMostAndTheTotalStays() {
        BudgetDivision division = new BudgetDivision(List.of(curve(0, 0.1, 0.1), curve(0, 1, 1.5)), 4);
        assertEquals(List.of(2, 6), budgets(division.best()));
    }

    @Test
    void lossesAreWorthLessTheLargerTheyAre() {
        BudgetDivision division = new BudgetDivision(List.of(curve(-5, -3, -1), curve(-1, -1, -1)), 4);
        assertEquals(List.of(6, 2), budgets(division.best()));
    }

    @Test
    void whatPromisesLessThanTheSameForAllIsNotTaken() {
        BudgetDivision division = new BudgetDivision(List.of(curve(0, 0, 9), curve(0, 0.5, 0.5)), 4);
        assertEquals(List.of(4, 4), budgets(new BudgetDivision(List.of(curve(0, 5, 5), curve(0, 5, 5)), 4).best()));
        assertEquals(8, budgets(division.best()).stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void everyCacheHasTheAlphaOfTheBudgetBelow() {
        Chosen chosen = new BudgetDivision(List.of(curve(0, 0.1, 0.1), curve(0, 1, 1.5)), 4).best().getLast();
        assertEquals(BigDecimal.ONE, chosen.alpha());
    }
}
