package org.diopter.app.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.diopter.app.bundled.BundledBases;
import org.diopter.app.input.TextFile;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.TokenSequence;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The file of a sweep: a JSON object with an axis a field. Every field may be left out; a field that is not known is refused,
/// since what it asks for would be missed. Names of files mean what they mean on the command line.
///
/// @param path of the file
/// @param engine names the program's folder, for `basis=bundled` and `kernels=bundled`, and the seed of what is drawn
record SweepFile(Path path, EngineArguments engine) {
    private static final String CODE = "D-205";
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final Set<String> FIELDS = Set.of(
            "prompts", "texts", "tokens", "sequences", "tasks", "lenses", "edits", "policies", "promptLength", "layers", "track");
    private static final String ALL = "all";

    /// Reads the axes; whatever is wrong in them shows before a model is opened.
    ///
    /// @throws UnusableInputException D-205 or D-206 with the file and the field, or what is wrong with an edit, a policy or a file that it names
    SweepAxes read() {
        JsonNode grid = object();
        requireFields(grid, "the grid", FIELDS, Set.of());
        List<InputArguments.Text> prompts = each(grid, "prompts", this::prompts);
        List<StudyText> texts = each(grid, "texts", (value, name) -> List.of(text(value, name)));
        List<TaskChoice> tasks = each(grid, "tasks", (value, name) -> List.of(task(value, name)));
        requireWith(!prompts.isEmpty(), grid, "prompts", "lenses", "layers", "track");
        boolean sample = prompts.isEmpty() && tasks.isEmpty();
        requireWith(sample || !texts.isEmpty(), grid, "texts", "tokens", "sequences");
        List<String> lenses = each(grid, "lenses", (value, name) -> List.of(string(value, name)));
        List<List<String>> edits = each(grid, "edits", this::stacks);
        List<CacheChoice> policies = policies(grid);
        return new SweepAxes(
                prompts,
                texts,
                number(grid, "tokens", 2, 512),
                number(grid, "sequences", 1, 1),
                tasks,
                otherwise(lenses, LensReference.LOGIT),
                otherwise(edits, List.of()),
                otherwise(policies, CacheChoice.FULL),
                layers(grid),
                each(grid, "track", (value, name) -> List.of(value.isIntegralNumber() ? value.asString() : string(value, name))));
    }

    private JsonNode object() {
        try {
            JsonNode read = MAPPER.readTree(TextFile.read(path));
            if (read != null && read.isObject()) {
                return read;
            }
        } catch (JacksonException e) {
            throw new UnusableInputException(CODE, "%s is no valid JSON (line %d, column %d): %s.".formatted(
                    path, e.getLocation().getLineNr(), e.getLocation().getColumnNr(), e.getOriginalMessage()), e);
        }
        throw problem("it is no JSON object such as {\"prompts\": [\"The capital of France is\"]}");
    }

    private void requireFields(JsonNode object, String of, Set<String> known, Set<String> required) {
        for (String field : object.propertyNames()) {
            if (!known.contains(field)) {
                throw problem("‘%.40s’ is no field of %s; fields are %s".formatted(field, of, String.join(", ", new TreeSet<>(known))));
            }
        }
        for (String field : required) {
            if (!object.has(field)) {
                throw problem("%s has no ‘%s’".formatted(of, field));
            }
        }
    }

    /// A field that acts on data of one kind is a slip of the pen where there is none.
    private void requireWith(boolean given, JsonNode grid, String kind, String... fields) {
        if (!given) {
            Stream.of(fields).filter(grid::has).findFirst().ifPresent(field -> {
                throw problem("‘%s’ is for ‘%s’, and there are none. Leave it out".formatted(field, kind));
            });
        }
    }

    /// Reads one value of an axis.
    @FunctionalInterface
    private interface Value<T> {
        /// @param name of the value, for errors: `edits[2]`
        List<T> of(JsonNode value, String name);
    }

    private <T> List<T> each(JsonNode grid, String field, Value<T> read) {
        JsonNode values = grid.get(field);
        if (values == null) {
            return List.of();
        }
        if (!values.isArray() || values.isEmpty()) {
            throw problem("‘%s’ is no list with something in it".formatted(field));
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            all.addAll(read.of(values.get(i), "%s[%d]".formatted(field, i)));
            requireFew(all, field);
        }
        return all;
    }

    private void requireFew(List<?> values, String field) {
        if (values.size() > SweepChoice.MOST_STUDIES) {
            throw problem("‘%s’ has more than %d values".formatted(field, SweepChoice.MOST_STUDIES));
        }
    }

    private static <T> List<T> otherwise(List<T> values, T neutral) {
        return values.isEmpty() ? List.of(neutral) : values.stream().distinct().toList();
    }

    /// A text, `{"tokenIds": [1, 2]}`, `{"file": F}`, `{"lines": F}` with a prompt a line, or `{"tokenIdsFile": F}` with a line of ids a prompt.
    private List<InputArguments.Text> prompts(JsonNode value, String name) {
        if (value.isString()) {
            return within(name, () -> List.of(InputArguments.Text.of(value.asString())));
        }
        return switch (only(value, name, Set.of("tokenIds", "file", "lines", "tokenIdsFile"))) {
            case "tokenIds" -> List.of(new InputArguments.Text(null, ids(value.get("tokenIds"), name)));
            case "file" -> List.of(InputArguments.ofFile(file(value.get("file"), name)));
            case "lines" -> InputArguments.Text.ofLines(file(value.get("lines"), name));
            default -> new TokenIdFile(file(value.get("tokenIdsFile"), name)).sequences().stream()
                    .map(ids -> new InputArguments.Text(null, TokenSequence.of(ids)))
                    .toList();
        };
    }

    private TokenSequence ids(JsonNode values, String name) {
        if (!values.isArray() || values.isEmpty()) {
            throw problem("‘%s’ has no list of token ids".formatted(name));
        }
        int[] ids = new int[values.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = natural(values.get(i), name);
        }
        return TokenSequence.of(ids);
    }

    /// The name of a file of text, or `{"tokenIdsFile": F}`.
    private StudyText text(JsonNode value, String name) {
        boolean tokenIds = !value.isString();
        if (tokenIds) {
            only(value, name, Set.of("tokenIdsFile"));
        }
        return new StudyText(List.of(FileReference.of(file(tokenIds ? value.get("tokenIdsFile") : value, name))), tokenIds);
    }

    /// `{"file": F, "task": NAME, "metric": NAME, "items": N}`, the last two at will.
    private TaskChoice task(JsonNode value, String name) {
        if (!value.isObject()) {
            throw problem("‘%s’ is no object with ‘file’ and ‘task’".formatted(name));
        }
        requireFields(value, name, Set.of("file", "task", "metric", "items"), new TreeSet<>(Set.of("file", "task")));
        String kind = string(value.get("task"), name);
        @Nullable String metric = value.has("metric") ? string(value.get("metric"), name) : null;
        return within(name, () -> TaskChoice.of(file(value.get("file"), name), kind, metric, value.has("items") ? natural(value.get("items"), name) : 0));
    }

    /// A list of edits that are in force together, or one edit. Each pair of braces multiplies.
    private List<List<String>> stacks(JsonNode value, String name) {
        List<JsonNode> edits = value.isArray() ? value.valueStream().toList() : List.of(value);
        BundledBases bases = BundledBases.in(engine.home());
        List<List<String>> stacks = List.of(List.of());
        for (JsonNode edit : edits) {
            List<String> alternatives = bases.named(expanded(edit, name));
            if ((long) stacks.size() * alternatives.size() > SweepChoice.MOST_STUDIES) {
                throw problem("‘%s’ stands for more than %d stacks".formatted(name, SweepChoice.MOST_STUDIES));
            }
            stacks = stacks.stream()
                    .flatMap(before -> alternatives.stream().map(one -> Stream.concat(before.stream(), Stream.of(one)).toList()))
                    .toList();
        }
        List<List<String>> read = stacks;
        return within(name, () -> read.stream().map(stack -> EditStack.parse(stack).texts()).toList());
    }

    private List<CacheChoice> policies(JsonNode grid) {
        int promptLength = number(grid, "promptLength", 0, 0);
        Timing timing = new Timing(promptLength);
        TypedPolicies typed = TypedPolicies.of(engine);
        return each(grid, "policies", (value, name) -> {
            List<String> specs = expanded(value, name);
            return within(name, () -> specs.stream().map(spec -> CacheChoice.of(new CacheUse(typed.policy(spec), timing))).toList());
        });
    }

    private List<String> expanded(JsonNode value, String name) {
        try {
            return Braces.expanded(string(value, name), SweepChoice.MOST_STUDIES);
        } catch (IllegalArgumentException e) {
            throw problem("‘%s’, %.100s: %s".formatted(name, value.asString(), e.getMessage()), e);
        }
    }

    /// Nothing for all.
    private Optional<List<Integer>> layers(JsonNode grid) {
        JsonNode layers = grid.get("layers");
        if (layers != null && layers.isString() && layers.asString().equals(ALL)) {
            return Optional.empty();
        }
        return Optional.of(each(grid, "layers", (value, name) -> List.of(natural(value, name))));
    }

    private int number(JsonNode grid, String field, int least, int otherwise) {
        if (!grid.has(field)) {
            return otherwise;
        }
        int number = natural(grid.get(field), field);
        if (number < least) {
            throw problem("‘%s’ is %d, and %d is the least".formatted(field, number, least));
        }
        return number;
    }

    private int natural(JsonNode value, String name) {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0) {
            throw problem("‘%s’: ‘%.40s’ is no whole number from 0".formatted(name, value));
        }
        return value.asInt();
    }

    private String string(JsonNode value, String name) {
        if (!value.isString()) {
            throw problem("‘%s’: ‘%.40s’ is no text in quotes".formatted(name, value));
        }
        return value.asString();
    }

    private Path file(JsonNode value, String name) {
        try {
            return Path.of(string(value, name));
        } catch (InvalidPathException e) {
            throw problem("‘%s’: ‘%.40s’ cannot be the name of a file".formatted(name, value.asString()), e);
        }
    }

    /// The one field of an object.
    private String only(JsonNode value, String name, Set<String> known) {
        if (!value.isObject() || value.size() != 1) {
            throw problem("‘%s’ is neither a text in quotes nor an object with one of %s".formatted(name, String.join(", ", new TreeSet<>(known))));
        }
        requireFields(value, name, known, Set.of());
        return value.propertyNames().iterator().next();
    }

    /// What is wrong with a value, told with where it stands.
    private <T> T within(String name, Supplier<T> read) {
        try {
            return read.get();
        } catch (UnusableInputException e) {
            throw new UnusableInputException(e.code(), "%s, ‘%s’: %s".formatted(path, name, e.sentence()), e);
        }
    }

    private UnusableInputException problem(String what) {
        return problem(what, null);
    }

    private UnusableInputException problem(String what, @Nullable Throwable cause) {
        return new UnusableInputException(CODE, "%s cannot be used: %s.".formatted(path, what), cause);
    }
}
