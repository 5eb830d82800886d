package org.diopter.app.command;

import java.io.PrintStream;
import java.util.Optional;
import org.diopter.engine.laser.AnswerKind;
import org.diopter.engine.laser.HeldAnswer;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldAnswers.Group;
import org.diopter.engine.laser.MatrixPart;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.Numbers;
import org.diopter.views.figure.TokenLabels;

/// The answers of parts of a matrix, for a person at a terminal.
final class HeldTable {
    private HeldTable() {}

    static void print(HeldWork.Result result, Optional<Tokenizer> tokenizer, PrintStream out) {
        HeldAnswers held = result.answers();
        out.println("%s, %d components; the cut is %s".formatted(held.plan().matrix(), result.components(), held.plan().cut().text()));
        if (held.items().length == 1) {
            one(held, tokenizer, out);
            return;
        }
        for (Group group : Group.values()) {
            int[] places = held.members(group);
            out.println();
            out.println("%s: %s".formatted(GroupName.name(group), LensTable.plural(places.length, "item")));
            if (places.length > 0) {
                group(held, places, out);
            }
        }
    }

    private static void group(HeldAnswers held, int[] places, PrintStream out) {
        TextTable table = new TextTable(
                TextTable.Column.text("components"),
                TextTable.Column.number("rank"),
                TextTable.Column.number("right, %"),
                TextTable.Column.number("generic, %"),
                TextTable.Column.number("other, %"),
                TextTable.Column.number("mean cosine"));
        for (MatrixPart part : held.parts().keySet()) {
            HeldAnswers.Summary summary = held.summary(part, places);
            table.row(
                    name(part),
                    Integer.toString(part.rank()),
                    share(summary, AnswerKind.RIGHT),
                    share(summary, AnswerKind.GENERIC),
                    share(summary, AnswerKind.OTHER),
                    Numbers.fixed(summary.cosine(), 3));
        }
        table.lines().forEach(out::println);
    }

    private static String share(HeldAnswers.Summary summary, AnswerKind kind) {
        return Numbers.fixed(100.0 * summary.kinds().getOrDefault(kind, 0) / summary.items(), 1);
    }

    private static void one(HeldAnswers held, Optional<Tokenizer> tokenizer, PrintStream out) {
        TextTable table = new TextTable(
                TextTable.Column.text("components"),
                TextTable.Column.number("rank"),
                TextTable.Column.text("answer, %"),
                TextTable.Column.text("kind"),
                TextTable.Column.number("cosine"));
        row(table, "as it is", "", held.asItIs().getFirst(), tokenizer);
        row(table, "under the cut", "", held.cut().getFirst(), tokenizer);
        held.parts().forEach((part, answers) -> row(table, name(part), Integer.toString(part.rank()), answers.getFirst(), tokenizer));
        table.lines().forEach(out::println);
    }

    private static void row(TextTable table, String name, String rank, HeldAnswer answer, Optional<Tokenizer> tokenizer) {
        table.row(
                name,
                rank,
                TokenLabels.label(answer.top()[0], tokenizer).text() + " " + Numbers.percent(Math.exp(answer.logProbabilities()[0])),
                HeldJson.name(answer.kind()),
                Numbers.fixed(answer.cosine(), 3));
    }

    private static String name(MatrixPart part) {
        return "%s %s".formatted(HeldJson.name(part.side()), part.share().toPlainString());
    }
}
