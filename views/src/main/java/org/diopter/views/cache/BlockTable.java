package org.diopter.views.cache;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.PolicyOutcome;
import org.diopter.views.figure.FigureTable;
import org.diopter.views.figure.Numbers;
import org.diopter.views.kit.Texts;

/// What every block retains of its attention at one query.
final class BlockTable {
    /// Of what is not measured.
    static final String UNKNOWN = "–";

    private static final Texts TEXTS = Texts.of(BlockTable.class);

    private BlockTable() {}

    /// Retained mass and row cosines of every block at a query, the highest block on top, means over heads. Under LESS: the weight of its low-rank part, and the
    /// cosine of attention to the true one with it and without.
    static FigureTable of(CacheModel.Look look, int query) {
        List<List<FigureTable.Entry>> rows = new ArrayList<>();
        List<PolicyOutcome> outcomes = look.known().outcomes();
        for (int block = outcomes.getFirst().blocks().size() - 1; block >= 0; block--) {
            EvictionRecord record = outcomes.getFirst().blocks().get(block);
            List<FigureTable.Entry> row = new ArrayList<>(List.of(
                    FigureTable.Entry.of(block),
                    number(HeadNumber.mean(record, query, record.compensated() ? record::standIn : record::mass), 2),
                    number(HeadNumber.mean(record, query, record.compensated() ? record::reconstruction : record::cosineToFull), 2),
                    number(HeadNumber.mean(record, query, record.compensated() ? record::cosineToFull : record::cosineToIdeal), 2)));
            if (outcomes.size() == 2) {
                EvictionRecord second = outcomes.getLast().blocks().get(block);
                row.add(number(second.compensated() ? Double.NaN : HeadNumber.mean(second, query, second::mass), 2));
            }
            rows.add(row);
        }
        boolean compensated = outcomes.getFirst().blocks().getFirst().compensated();
        List<String> headers = new ArrayList<>(List.of(TEXTS.get("block"), TEXTS.get(compensated ? "stand-in" : "mass.short"),
                TEXTS.get(compensated ? "with-less" : "cosine-full"), TEXTS.get(compensated ? "without-less" : "cosine-ideal")));
        if (outcomes.size() == 2) {
            headers.add(TEXTS.get("mass.other"));
        }
        return new FigureTable(headers, rows);
    }

    static FigureTable.Entry number(double value, int decimals) {
        return Double.isNaN(value) ? unknown() : FigureTable.Entry.of(value, Numbers.fixed(value, decimals));
    }

    static FigureTable.Entry unknown() {
        return new FigureTable.Entry(UNKNOWN, "", true);
    }
}
