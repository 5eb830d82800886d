package org.diopter.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.diopter.app.command.PolicyWork.Measured;
import org.diopter.engine.OpenModel;
import org.diopter.engine.cache.CacheMemory;
import org.diopter.engine.cache.EvictionRecord;
import org.diopter.engine.cache.HeadPolicies;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.PolicyEffect;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.Unit;
import tools.jackson.core.JsonGenerator;

/// What policies did to a text, as JSON and as a table.
///
/// @param provider what computed it
record CacheResult(OpenModel model, String provider, CacheStudy study, PolicyWork.Result result) {
    private static final int MOST_NAME = 60;

    private Unit unit() {
        return FigureWords.unit(study.unit());
    }

    /// Writes the fields of the result. What was evicted is that of the first text.
    void write(Json json) {
        json.head(model.card(), provider, study, study.unit());
        json.out().writeNumberProperty("sequences", result.texts().size());
        json.out().writeNumberProperty("tokens", result.texts().getFirst().length());
        json.out().writeObjectPropertyStart("full");
        json.number("perplexity", result.full().effect().perplexity());
        json.number("meanCrossEntropy", unit().of(result.full().effect().meanCrossEntropy()));
        result.full().correct().ifPresent(share -> json.number("correct", share));
        written(json, result.full());
        json.out().writeEndObject();
        json.objects("policies", result.policies(), measured -> policy(json, measured));
    }

    private void policy(Json json, Measured measured) {
        PolicyEffect effect = measured.effect();
        JsonGenerator out = json.out();
        json.text("spec", measured.use().policy().text());
        json.text("timing", measured.use().timing().text());
        out.writeNumberProperty("promptLength", measured.use().timing().prompt());
        out.writeBooleanProperty("chosen", measured.chosen());
        out.writeNumberProperty("budget", effect.budget());
        if (measured.use().policy() instanceof HeadPolicies heads) {
            values(json, heads, effect.tokens());
        }
        json.number("perplexity", effect.perplexity());
        json.number("meanCrossEntropy", unit().of(effect.meanCrossEntropy()));
        json.number("meanKl", unit().of(effect.meanKl()));
        json.number("lastKl", unit().of(effect.lastKl()));
        json.number("agreement", effect.agreement());
        boolean lossless = measured.use().policy() instanceof LessPolicy;
        numbers(json, "retainedMass", lossless ? List.of() : effect.retainedMass());
        numbers(json, "cosineToIdeal", effect.cosineToIdeal());
        numbers(json, "cosineToFull", effect.cosineToFull());
        if (lossless) {
            less(json, measured.first().blocks());
        }
        evicted(json, measured.first().blocks());
        out.writeObjectPropertyStart("bytes");
        out.writeNumberProperty("full", measured.first().fullBytes());
        out.writeNumberProperty("kept", measured.first().keptBytes());
        measured.dropped().ifPresent(memory -> dropped(json, memory));
        out.writeEndObject();
        measured.correct().ifPresent(share -> json.number("correct", share));
        written(json, measured);
    }

    /// What LESS makes of each head's attention, where something has been evicted: [block][head], of the first text.
    private static void less(Json json, List<EvictionRecord> blocks) {
        json.out().writeObjectPropertyStart("less");
        heads(json, "lowRankWeight", blocks, EvictionRecord::standIn);
        heads(json, "reconstruction", blocks, EvictionRecord::reconstruction);
        heads(json, "withoutLess", blocks, EvictionRecord::cosineToFull);
        json.out().writeEndObject();
    }

    /// A number of a head at a query.
    private interface HeadNumber {
        float of(EvictionRecord block, int head, int query);
    }

    private static void heads(Json json, String name, List<EvictionRecord> blocks, HeadNumber number) {
        json.out().writeArrayPropertyStart(name);
        for (EvictionRecord block : blocks) {
            json.out().writeStartArray();
            for (int head = 0; head < block.heads(); head++) {
                int of = head;
                double mean = IntStream.range(0, block.tokens())
                        .filter(query -> block.mass(of, query) < 1)
                        .mapToDouble(query -> number.of(block, of, query))
                        .average()
                        .orElse(Double.NaN);
                if (Double.isNaN(mean)) {
                    json.out().writeNull();
                } else {
                    json.out().writeNumber(mean);
                }
            }
            json.out().writeEndArray();
        }
        json.out().writeEndArray();
    }

    /// Budget and α of every cache: [block][cache].
    private static void values(Json json, HeadPolicies heads, int tokens) {
        caches(json, "budgets", heads, policy -> json.out().writeNumber(policy.budget(tokens)));
        caches(json, "alphas", heads, policy -> json.out().writeNumber(policy.alpha()));
    }

    private static void caches(Json json, String name, HeadPolicies heads, Consumer<ScorePolicy> value) {
        json.out().writeArrayPropertyStart(name);
        for (List<ScorePolicy> block : heads.blocks()) {
            json.out().writeStartArray();
            block.forEach(value);
            json.out().writeEndArray();
        }
        json.out().writeEndArray();
    }

    private static void dropped(Json json, CacheMemory memory) {
        json.out().writeNumberProperty("measuredPeak", memory.peakBytes());
        json.out().writeNumberProperty("measuredEnd", memory.endBytes());
    }

    private void written(Json json, Measured measured) {
        if (measured.written().isEmpty()) {
            return;
        }
        int[] ids = newTokens(measured.written().get());
        json.out().writeArrayPropertyStart("written");
        for (int id : ids) {
            json.out().writeStartObject();
            new TokenFields(json, model.tokenizer()).write(id);
            json.out().writeEndObject();
        }
        json.out().writeEndArray();
    }

    private int[] newTokens(TokenSequence written) {
        return Arrays.copyOfRange(written.toArray(), result.texts().getFirst().length(), written.length());
    }

    private static void numbers(Json json, String name, List<Double> values) {
        json.out().writeArrayPropertyStart(name);
        values.forEach(json::number);
        json.out().writeEndArray();
    }

    /// [block][head][position]: the last query that sees a key; null for those that are there at the end.
    private static void evicted(Json json, List<EvictionRecord> blocks) {
        JsonGenerator out = json.out();
        out.writeArrayPropertyStart("evictedAt");
        for (EvictionRecord block : blocks) {
            out.writeStartArray();
            for (int head = 0; head < block.heads(); head++) {
                out.writeStartArray();
                for (int key = 0; key < block.tokens(); key++) {
                    int after = block.evictedAfter(head, key);
                    if (after < 0) {
                        out.writeNull();
                    } else {
                        out.writeNumber(after);
                    }
                }
                out.writeEndArray();
            }
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    /// A row a policy, under a line on what went through.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s · %s of %s tokens · %s".formatted(
                model.id().name(), count(result.texts().size(), "text"), Numbers.count(result.texts().getFirst().length()), provider));
        boolean asked = result.full().correct().isPresent();
        List<TextTable.Column> columns = new ArrayList<>(List.of(
                TextTable.Column.text("policy"), TextTable.Column.text("timing"), TextTable.Column.number("budget"), TextTable.Column.number("perplexity"),
                TextTable.Column.number("KL, " + unit().label()), TextTable.Column.number("retained, %"), TextTable.Column.number("KiB")));
        if (asked) {
            columns.add(TextTable.Column.number("correct, %"));
        }
        TextTable table = new TextTable(columns.toArray(TextTable.Column[]::new));
        row(table, result.full(), asked);
        result.policies().forEach(measured -> row(table, measured, asked));
        lines.addAll(table.lines());
        result.policies().stream().filter(Measured::chosen).forEach(measured -> lines.add(chosen(measured)));
        result.policies().stream().flatMap(measured -> measured.dropped().stream().map(memory -> dropped(measured, memory))).forEach(lines::add);
        if (result.full().written().isPresent()) {
            written(lines, result.full());
            result.policies().forEach(measured -> written(lines, measured));
        }
        return lines;
    }

    private void row(TextTable table, Measured measured, boolean asked) {
        PolicyEffect effect = measured.effect();
        boolean full = measured.use().isFull();
        List<String> entries = new ArrayList<>(List.of(
                name(measured),
                full ? "–" : measured.use().timing().text(),
                full ? "–" : Numbers.count(effect.budget()),
                Numbers.fixed(effect.perplexity(), 3),
                Numbers.fixed(unit().of(effect.meanKl()), 4),
                measured.use().policy() instanceof LessPolicy ? "–" : Numbers.fixed(100 * effect.meanRetainedMass(), 1),
                Numbers.count(Math.round(measured.first().keptBytes() / 1024.0))));
        if (asked) {
            entries.add(measured.correct().map(share -> Numbers.fixed(100 * share, 1)).orElse("–"));
        }
        table.row(entries.toArray(String[]::new));
    }

    private static String name(Measured measured) {
        String text = measured.use().policy().text();
        if (measured.use().policy() instanceof HeadPolicies heads) {
            return heads.blocks().getFirst().getFirst().kind().text() + ", head by head";
        }
        return text.length() > MOST_NAME ? text.substring(0, MOST_NAME) + "…" : text;
    }

    /// Budgets and alphas of a policy that was chosen head by head, block after block.
    private static String chosen(Measured measured) {
        if (!(measured.use().policy() instanceof HeadPolicies heads)) {
            return "";
        }
        StringBuilder text = new StringBuilder("Chosen for ").append(name(measured)).append(", budget and α of each cache:");
        for (int block = 0; block < heads.blocks().size(); block++) {
            text.append("\n  block ").append(block).append(":");
            for (ScorePolicy policy : heads.blocks().get(block)) {
                text.append("  %d/%s".formatted(policy.budget(measured.first().effect().tokens()), policy.alpha().toPlainString()));
            }
        }
        return text.toString();
    }

    private static String dropped(Measured measured, CacheMemory memory) {
        return "%s, keys dropped: at most %s KiB, %s KiB at the end, %s KiB if all had stayed".formatted(
                name(measured), kib(memory.peakBytes()), kib(memory.endBytes()), kib(memory.fullBytes()));
    }

    private static String kib(long bytes) {
        return Numbers.count(Math.round(bytes / 1024.0));
    }

    private void written(List<String> lines, Measured measured) {
        Optional<String> text = measured.written().flatMap(ids -> model.tokenizer().map(words -> words.decode(TokenSequence.of(newTokens(ids)))));
        lines.add("%s writes: %s".formatted(
                name(measured), text.orElseGet(() -> measured.written().map(ids -> Arrays.toString(newTokens(ids))).orElse(""))));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
