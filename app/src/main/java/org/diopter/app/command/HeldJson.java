package org.diopter.app.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.diopter.engine.edit.MatrixId;
import org.diopter.engine.laser.HeldAnswer;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldAnswers.Group;
import org.diopter.engine.laser.MatrixPart;
import org.diopter.model.tokenizer.Tokenizer;
import tools.jackson.core.JsonGenerator;

/// The answers of parts of a matrix, as JSON: every group in numbers, and one by one the items that the cut corrects (or the one prompt).
///
/// @param json where it goes
record HeldJson(Json json, HeldWork.Result result, Optional<Tokenizer> tokenizer) {
    /// Writes the fields after the head.
    void write() {
        JsonGenerator out = json.out();
        HeldAnswers held = result.answers();
        MatrixId matrix = held.plan().matrix();
        json.text("matrix", matrix.kind().text());
        out.writeNumberProperty("block", matrix.block());
        out.writeNumberProperty("components", result.components());
        json.text("cut", held.plan().cut().text());
        json.text("task", result.task().name());
        List<String> groups = IntStream.range(-1, Group.values().length)
                .mapToObj(i -> i < 0 ? GroupName.ALL : GroupName.name(Group.values()[i]))
                .toList();
        json.objects("groups", groups, this::group);
        int[] shown = held.items().length == 1 ? new int[] {0} : held.members(Group.CORRECTED);
        json.objects("items", Arrays.stream(shown).boxed().toList(), this::item);
    }

    private void group(String name) {
        HeldAnswers held = result.answers();
        int[] places = GroupName.of(name).places(held);
        json.text("group", name);
        json.out().writeNumberProperty("items", places.length);
        json.objects("parts", held.parts().keySet(), part -> {
            part(part);
            HeldAnswers.Summary summary = held.summary(part, places);
            summary.kinds().forEach((kind, count) -> json.out().writeNumberProperty(name(kind), count));
            json.number("meanCosine", summary.cosine());
        });
    }

    private void part(MatrixPart part) {
        json.text("side", name(part.side()));
        json.out().writeNumberProperty("share", part.share());
        json.out().writeNumberProperty("rank", part.rank());
    }

    private void item(int place) {
        HeldAnswers held = result.answers();
        int item = held.items()[place];
        json.out().writeNumberProperty("item", item);
        json.text("group", GroupName.name(held.group(place)));
        json.text("prompt", result.task().items().get(item).prompt());
        json.out().writeObjectPropertyStart("right");
        new TokenFields(json, tokenizer).write(held.asItIs().get(place).right());
        json.out().writeEndObject();
        answer("asItIs", held.asItIs().get(place));
        answer("underTheCut", held.cut().get(place));
        json.objects("parts", held.parts().entrySet(), entry -> {
            part(entry.getKey());
            answer(entry.getValue().get(place));
        });
    }

    private void answer(String name, HeldAnswer answer) {
        json.out().writeObjectPropertyStart(name);
        answer(answer);
        json.out().writeEndObject();
    }

    private void answer(HeldAnswer answer) {
        json.text("kind", name(answer.kind()));
        json.number("cosine", answer.cosine());
        json.objects("top", IntStream.range(0, answer.top().length).boxed().toList(), k -> {
            new TokenFields(json, tokenizer).write(answer.top()[k]);
            json.number("probability", (float) Math.exp(answer.logProbabilities()[k]));
        });
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
