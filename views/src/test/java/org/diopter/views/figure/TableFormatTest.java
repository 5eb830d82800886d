package org.diopter.views.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.diopter.views.figure.FigureTable.Entry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TableFormatTest {
    private static final FigureTable TABLE = new FigureTable(List.of("token", "layer", "probability"), List.of(
            List.of(Entry.of("a, \"b\""), Entry.of(3), Entry.of(0.25, "25.0")),
            List.of(Entry.of("\t⏎"), Entry.of(4), Entry.of(Double.NaN, "")),
            List.of(Entry.of("\n"), Entry.of(5), Entry.of(Double.POSITIVE_INFINITY, "∞"))));

    @Test
    void commasQuotesAndLineEndsAreQuoted() {
        assertEquals("token,layer,probability\r\n\"a, \"\"b\"\"\",3,0.25\r\n\t⏎,4,\r\n\"\n\",5,Infinity\r\n", TableFormat.CSV.write(TABLE));
    }

    @Test
    void betweenTabsACommaIsPlainAndATabIsQuoted() {
        assertEquals("# from\r\ntoken\tlayer\tprobability\r\n\"a, \"\"b\"\"\"\t3\t0.25\r\n\"\t⏎\"\t4\t\r\n\"\n\"\t5\tInfinity\r\n",
                TableFormat.TSV.write(TABLE, "from"));
    }

    @Test
    void jsonHasAnObjectARowWithNumbersAsNumbers() {
        JsonNode root = JsonMapper.shared().readTree(TableFormat.JSON.write(TABLE, "from"));
        assertEquals("from", root.get("source").asString());
        JsonNode rows = root.get("rows");
        assertEquals("a, \"b\"", rows.get(0).get("token").asString());
        assertEquals(3, rows.get(0).get("layer").asInt());
        assertEquals(0.25, rows.get(0).get("probability").asDouble());
        assertTrue(rows.get(1).get("probability").isNull(), "what is not known");
        assertTrue(rows.get(2).get("probability").isNull(), "JSON knows no infinity");
    }

    @Test
    void anEndingNamesAFormat() {
        assertEquals(Optional.of(TableFormat.JSON), TableFormat.of("JSON"));
        assertEquals(Optional.empty(), TableFormat.of("svg"));
    }

    /// An object a row has no room for two columns of one name.
    @Test
    void noFigureHasTwoColumnsOfOneName() {
        List<Figure> figures = List.of(Examples.capitals(Palette.LIGHT, 900, 400), Examples.curves(Palette.LIGHT, 900, 300),
                Examples.attention(Palette.LIGHT, 400, 400, 41), ChartExamples.dumbbell(Palette.LIGHT, 400, 300));
        for (Figure figure : figures) {
            Stream<String> headers = figure.table().headers().stream();
            assertEquals(figure.table().headers().size(), headers.distinct().count(), figure.title());
        }
    }
}
