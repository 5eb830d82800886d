package org.diopter.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.diopter.engine.sweep.SweepRow;
import org.diopter.views.figure.FigureTable;
import org.diopter.views.figure.FigureTable.Entry;
import org.diopter.views.figure.Numbers;

/// What a sweep measured, in columns: for a person a table a kind of data in which only what differs has a column, as a whole for programs.
final class SweepTable {
    private static final int MOST_NAME = 40;
    private static final Entry NONE = new Entry("", "", false);

    private final SweepFindings findings;
    private final List<Column> axes;
    private final List<Column> measures;

    /// A column.
    ///
    /// @param head for people, with the unit
    /// @param name for programs
    /// @param of gives a row's entry, an empty one where the row has none
    private record Column(String head, String name, Function<SweepFindings.Row, Entry> of) {}

    SweepTable(SweepFindings findings) {
        this.findings = findings;
        this.axes = List.of(
                new Column("", "of", row -> Entry.of(kind(row))),
                new Column("", "number", row -> Entry.of(findings.number(row))),
                new Column("read", "read", this::read),
                new Column("edits", "edits", row -> Entry.of(EditChoice.words(findings.edits(row)))),
                new Column("policy", "policy", row -> Entry.of(findings.policy(row).text())),
                new Column("lens", "lens", row -> findings.lens(row).map(SweepTable::lens).orElse(NONE)),
                new Column("layer", "layer", row -> row.measured() instanceof SweepRow.AtLayer layer ? Entry.of(layer.layer()) : NONE));
        this.measures = measures();
    }

    private static String kind(SweepFindings.Row row) {
        return switch (row.measured()) {
            case SweepRow.AtLayer _ -> "prompt";
            case SweepRow.OnText _ -> "text";
            case SweepRow.OnTask _ -> "task";
        };
    }

    private static Entry lens(LensReference lens) {
        return new Entry(lens.name(), lens.source(), false);
    }

    private Entry read(SweepFindings.Row row) {
        String name = findings.name(row);
        String shown = row.measured() instanceof SweepRow.AtLayer ? shortened(name.strip().replaceAll("\\s+", " ")) : String.valueOf(Path.of(name).getFileName());
        return new Entry(shown, name, false);
    }

    private static String shortened(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= MOST_NAME ? text : "…" + text.substring(text.offsetByCodePoints(0, length - MOST_NAME + 1));
    }

    private List<Column> measures() {
        String unit = findings.unit().label();
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("top", "top", row -> layer(row).map(layer -> Entry.of(findings.label(layer.top()))).orElse(NONE)));
        columns.add(share("probability, %", "probability", row -> layer(row).map(layer -> probability(layer.topLogProbability()))));
        columns.add(atLayer("entropy, " + unit, "entropy", SweepRow.AtLayer::entropy));
        if (findings.isReadBelowTheOutput()) {
            columns.add(atLayer("KL to final, " + unit, "klToFinal", SweepRow.AtLayer::klToFinal));
        }
        columns.add(new Column("tokens", "tokens", row -> text(row).map(text -> count(text.tokens())).orElse(NONE)));
        columns.add(new Column("budget", "budget", this::budget));
        columns.add(number("perplexity", "perplexity", row -> text(row).map(SweepRow.OnText::perplexity), value -> Numbers.fixed(value, 3)));
        columns.add(logarithm("cross-entropy, " + unit, "crossEntropy", row -> text(row).map(SweepRow.OnText::crossEntropy)));
        columns.add(number("KL to baseline, " + unit, "klToBaseline", this::klToBaseline, Numbers::divergenceInTable));
        columns.add(share("top-1 agrees, %", "agreement", row -> text(row).map(SweepRow.OnText::agreement)));
        columns.add(share("retained, %", "retainedMass", row -> text(row).map(SweepRow.OnText::retainedMass)));
        columns.addAll(tracked());
        columns.add(new Column("items", "items", row -> task(row).map(task -> count(task.items())).orElse(NONE)));
        columns.add(share("accuracy, %", "accuracy", row -> task(row).map(SweepRow.OnTask::accuracy)));
        columns.add(logarithm("log-loss, " + unit, "logLoss", row -> task(row).map(SweepRow.OnTask::logLoss)));
        return columns;
    }

    private List<Column> tracked() {
        List<Column> columns = new ArrayList<>();
        List<Integer> ids = findings.study().sweep().track();
        for (int i = 0; i < ids.size(); i++) {
            int place = i;
            String token = findings.label(ids.get(i));
            columns.add(share(token + ", %", "probability of " + token, row -> layer(row).map(layer -> probability(layer.tracked().get(place).logProbability()))));
            columns.add(new Column("rank", "rank of " + token, row -> layer(row).map(layer -> Entry.of(layer.tracked().get(place).rank())).orElse(NONE)));
        }
        return columns;
    }

    private Entry budget(SweepFindings.Row row) {
        return findings.policy(row).isFull() ? NONE : text(row).map(text -> count(text.budget())).orElse(NONE);
    }

    private Optional<Number> klToBaseline(SweepFindings.Row row) {
        return switch (row.measured()) {
            case SweepRow.AtLayer layer -> Optional.of((float) findings.unit().of(layer.klToBaseline()));
            case SweepRow.OnText text -> Optional.of(findings.unit().of(text.klToBaseline()));
            case SweepRow.OnTask _ -> Optional.empty();
        };
    }

    private static Optional<SweepRow.AtLayer> layer(SweepFindings.Row row) {
        return row.measured() instanceof SweepRow.AtLayer layer ? Optional.of(layer) : Optional.empty();
    }

    private static Optional<SweepRow.OnText> text(SweepFindings.Row row) {
        return row.measured() instanceof SweepRow.OnText text ? Optional.of(text) : Optional.empty();
    }

    private static Optional<SweepRow.OnTask> task(SweepFindings.Row row) {
        return row.measured() instanceof SweepRow.OnTask task ? Optional.of(task) : Optional.empty();
    }

    private static <N extends Number> Column number(
            String head, String name, Function<SweepFindings.Row, Optional<N>> of, DoubleFunction<String> text) {
        return new Column(head, name, row -> of.apply(row).map(value -> entry(value, text)).orElse(NONE));
    }

    /// In full with the digits that a number has: those of JSON.
    private static Entry entry(Number value, DoubleFunction<String> text) {
        return Double.isNaN(value.doubleValue()) ? NONE : new Entry(text.apply(value.doubleValue()), value.toString(), true);
    }

    private static <N extends Number> Column share(String head, String name, Function<SweepFindings.Row, Optional<N>> of) {
        return number(head, name, of, Numbers::percent);
    }

    private Column logarithm(String head, String name, Function<SweepFindings.Row, Optional<Double>> of) {
        return number(head, name, row -> of.apply(row).map(findings.unit()::of), Numbers::divergenceInTable);
    }

    private Column atLayer(String head, String name, ToDoubleFunction<SweepRow.AtLayer> of) {
        return number(head, name, row -> layer(row).map(layer -> (float) findings.unit().of(of.applyAsDouble(layer))), Numbers::divergenceInTable);
    }

    private static float probability(float logProbability) {
        return (float) Math.exp(logProbability);
    }

    private static Entry count(long number) {
        return new Entry(Numbers.count(number), Long.toString(number), true);
    }

    /// All rows, for programs.
    FigureTable all() {
        List<Column> columns = new ArrayList<>(axes);
        measures.stream().filter(column -> isIn(column, findings.rows())).forEach(columns::add);
        return new FigureTable(
                columns.stream().map(Column::name).toList(),
                findings.rows().stream().map(row -> columns.stream().map(column -> column.of().apply(row)).toList()).toList());
    }

    /// For a person at a terminal: under a line on what all rows share a table a kind of data.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s · %s".formatted(findings.model().id().name(), findings.provider()));
        for (String kind : List.of("prompt", "text", "task")) {
            List<SweepFindings.Row> rows = findings.rows().stream().filter(row -> kind(row).equals(kind)).toList();
            if (!rows.isEmpty()) {
                if (lines.size() > 1) {
                    lines.add("");
                }
                lines.addAll(table(kind, rows));
            }
        }
        return lines;
    }

    private List<String> table(String kind, List<SweepFindings.Row> rows) {
        List<String> shared = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (Column axis : axes.subList(2, axes.size())) {
            String head = axis.name().equals("read") ? kind : axis.head();
            List<String> values = rows.stream().map(row -> axis.of().apply(row).exact()).distinct().toList();
            if (values.size() > 1) {
                columns.add(new Column(head, axis.name(), axis.of()));
            } else if (!values.getFirst().isEmpty()) {
                shared.add(head + " " + axis.of().apply(rows.getFirst()).text());
            }
        }
        measures.stream().filter(column -> isIn(column, rows)).forEach(columns::add);
        TextTable table = new TextTable(columns.stream()
                .map(column -> new TextTable.Column(column.head(), rows.stream().anyMatch(row -> column.of().apply(row).number())))
                .toArray(TextTable.Column[]::new));
        rows.forEach(row -> table.row(columns.stream().map(column -> column.of().apply(row).text()).toArray(String[]::new)));
        List<String> lines = new ArrayList<>();
        if (!shared.isEmpty()) {
            lines.add(String.join(" · ", shared));
        }
        lines.addAll(table.lines());
        return lines;
    }

    private static boolean isIn(Column column, List<SweepFindings.Row> rows) {
        return rows.stream().anyMatch(row -> !column.of().apply(row).exact().isEmpty());
    }
}
