package org.diopter.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.diopter.app.bundled.ModelPlaces;
import org.diopter.engine.EngineOptions;
import org.diopter.engine.ModelCard;
import org.diopter.engine.OnnxWorkbench;
import org.diopter.engine.OpenModel;
import org.diopter.engine.Workbench;
import org.diopter.engine.runtime.ProcessMemory;
import org.jspecify.annotations.Nullable;

/// Measures how fast a model is read here.
///
/// @param json where the rows go; nothing for a table on standard output
record BenchJob(Invocation invocation, EngineArguments arguments, Optional<JsonTarget> json) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MEGABYTE = 1e6;
    /// ONNX Runtime's prepacked copies of the matrices.
    private static final double PREPACKED = 1.1;
    private static final double BESIDE_WEIGHTS = 300;
    /// What the selected position may take after the forward pass, milliseconds.
    private static final double FIRST_COLUMN = 30;

    static BenchJob of(Invocation invocation, EngineArguments arguments, OutputArguments output) {
        return new BenchJob(invocation, arguments, invocation.json(output, arguments));
    }

    /// What was measured.
    private record Result(ModelCard card, String provider, BenchStudy study, List<BenchRow> rows) {}

    /// Repeats a recorded benchmark.
    ///
    /// @param elsewhere where its model is by now, or null
    int again(BenchStudy study, @Nullable String elsewhere) {
        ModelReference reference = study.model();
        return run(reference == null || elsewhere != null ? elsewhere : reference.source(), study);
    }

    /// @param model what the model is called, or null for random weights of GPT-2's shape
    int run(@Nullable String model, BenchStudy study) {
        Peers peers = Peers.read(study.against());
        Result result = model == null ? ofRandomModel(study, peers) : measure(folder(model), model, study, peers);
        if (json.isPresent()) {
            json.get().write(out -> write(out, result));
        } else {
            print(result);
        }
        return ExitCode.DONE;
    }

    private Path folder(String model) {
        return new ModelPlaces(arguments.home()).finder().resolve(model);
    }

    private Result ofRandomModel(BenchStudy study, Peers peers) {
        try (ConsoleProgress progress = invocation.progress(arguments); RandomModel random = RandomModel.write(study.engine().seed(), progress)) {
            invocation.note(arguments, "Measuring random weights of GPT-2's shape (124 million, 498 MB) in %s, which is deleted afterwards."
                    .formatted(random.folder()));
            return measure(random.folder(), null, study, peers);
        }
    }

    private Result measure(Path folder, @Nullable String named, BenchStudy study, Peers peers) {
        EngineOptions options = arguments.options(study.engine());
        List<BenchRow> rows = new ArrayList<>();
        try (ConsoleProgress progress = invocation.progress(arguments)) {
            Measured measured = ofWorkbench(folder, options, study, peers, progress, rows);
            try (PlainProduct product = PlainProduct.open(folder, options, invocation.interruption())) {
                progress.stage("Measure the plain product", 2, 2);
                for (LensTimer.Times times : measured.times) {
                    double millis = product.measure((long) times.length() * (measured.card.layers() + 1));
                    rows.addAll(lensRows(times, millis, peers));
                }
            }
            ModelReference reference = named == null ? null : ModelReference.of(named, measured.card.id());
            BenchStudy exact = new BenchStudy(reference, study.lengths(), study.against(), study.engine());
            return new Result(measured.card, measured.provider, exact, rows);
        }
    }

    private record Measured(ModelCard card, String provider, List<LensTimer.Times> times) {}

    private Measured ofWorkbench(Path folder, EngineOptions options, BenchStudy study, Peers peers, ConsoleProgress progress, List<BenchRow> rows) {
        try (Workbench workbench = new OnnxWorkbench(options)) {
            long start = System.nanoTime();
            workbench.open(folder, progress).close();
            rows.add(BenchRow.millis("open, weights hashed", (System.nanoTime() - start) / NANOS_PER_MILLI).beside(peers.named("load")));
            start = System.nanoTime();
            OpenModel model = workbench.open(folder, progress);
            if (study.model() != null) {
                study.model().requireSame(folder.toString(), model.id());
            }
            rows.add(BenchRow.millis("open again", (System.nanoTime() - start) / NANOS_PER_MILLI).beside(peers.named("load")));
            progress.stage("Measure the lens", 1, 2);
            LensTimer timer = new LensTimer(workbench, model, new SplittableRandom(study.engine().seed()), invocation.interruption());
            List<LensTimer.Times> times = new ArrayList<>();
            for (int length : study.lengths()) {
                times.add(timer.measure(length));
                progress.items(times.size(), study.lengths().size());
            }
            rows.add(memory(model.card(), Collections.max(study.lengths())));
            return new Measured(model.card(), workbench.provider(), times);
        }
    }

    private static BenchRow memory(ModelCard card, int length) {
        double megabytes = ProcessMemory.privateBytes().orElse(0) / MEGABYTE;
        double allowed = PREPACKED * card.parameters() * Float.BYTES / MEGABYTE + BESIDE_WEIGHTS;
        return new BenchRow("private memory after %d tokens".formatted(length), megabytes, "MB", Optional.empty(), Map.of())
                .beside("1.1 × weights in float32 + 300 MB", allowed);
    }

    private static List<BenchRow> lensRows(LensTimer.Times times, double product, Peers peers) {
        String tokens = ", %d tokens".formatted(times.length());
        Map<String, Double> lenses = peers.lenses(times.length());
        return List.of(
                BenchRow.millis("forward only" + tokens, times.forward()).beside(peers.named("forward only" + tokens)),
                BenchRow.millis("first column" + tokens, times.firstColumn())
                        .beside("forward + 30 ms", times.forward() + FIRST_COLUMN)
                        .beside(lenses),
                BenchRow.millis("whole grid" + tokens, times.grid())
                        .beside("forward + plain product", times.forward() + product)
                        .beside(lenses),
                BenchRow.millis("read-out alone" + tokens, times.readOut()).beside("plain product", product),
                BenchRow.millis("plain product" + tokens, product));
    }

    private static void write(Json json, Result result) {
        json.head(result.card(), result.provider(), result.study(), "nats");
        json.objects("rows", result.rows(), row -> {
            json.text("name", row.name());
            json.number("value", row.value());
            json.text("unit", row.unit());
            if (row.limit().isPresent()) {
                json.out().writeObjectPropertyStart("limit");
                json.text("name", row.limit().get().name());
                json.number("value", row.limit().get().value());
                json.number("ratio", row.value() / row.limit().get().value());
                json.out().writeEndObject();
            } else {
                json.out().writeNullProperty("limit");
            }
            json.objects("peers", row.peers().entrySet(), peer -> {
                json.text("name", peer.getKey());
                json.number("value", peer.getValue());
                json.number("ratio", peer.getValue() / row.value());
            });
        });
    }

    /// A row's limit and what others took stand below it.
    private void print(Result result) {
        TextTable table = new TextTable(TextTable.Column.text("measured"), TextTable.Column.number("median"), TextTable.Column.text("compared"));
        for (BenchRow row : result.rows()) {
            table.row(row.name(), number("%.1f %s", row.value(), row.unit()), "");
            row.limit().ifPresent(limit -> table.row(
                    "    limit: " + limit.name(), number("%.1f %s", limit.value(), row.unit()), number("%.2f × the limit", row.value() / limit.value())));
            row.peers().forEach((name, value) -> table.row(
                    "    " + name, number("%.1f %s", value, row.unit()), number("takes %.1f × as long", value / row.value())));
        }
        table.lines().forEach(invocation.console().out()::println);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String number(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
