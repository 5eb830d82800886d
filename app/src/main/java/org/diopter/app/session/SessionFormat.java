package org.diopter.app.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.diopter.model.UnusableInputException;
import org.diopter.views.kit.Texts;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Sessions as bytes: a zip of JSON, a part for each thing that can be lost without the others.
///
/// @param migrations from older versions
record SessionFormat(Migrations migrations) {
    static final String FACTS = "session.json";
    static final String STUDY = "study.json";
    static final String STATE = "state.json";
    static final String PROMPTS = "prompts.json";
    static final String VIEW = "view.json";
    static final String SNAPSHOTS = "snapshots.json";
    private static final String FORMAT = "format";
    private static final Texts TEXTS = Texts.of(SessionFormat.class);
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Limits.DEPTH).maxDocumentLength(Limits.PART_BYTES)
                            .maxStringLength(Limits.TEXT).maxNameLength(Limits.NAME).build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /// The format of this program.
    SessionFormat() {
        this(Migrations.ALL);
    }

    /// A session as it could be read.
    ///
    /// @param lost names of the parts that could not, in the words of [#words]
    record Read(Session session, List<String> lost) {}

    /// A session file's bytes: equal sessions give equal bytes.
    byte[] write(Session session) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        ObjectNode facts = JSON.createObjectNode().put(FORMAT, migrations.newest());
        facts.setAll((ObjectNode) JSON.valueToTree(session.facts()));
        parts.put(FACTS, JSON.writeValueAsBytes(facts));
        session.study().ifPresent(study -> parts.put(STUDY, JSON.writeValueAsBytes(study)));
        parts.put(STATE, JSON.writeValueAsBytes(session.state()));
        parts.put(PROMPTS, JSON.writeValueAsBytes(session.prompts()));
        parts.put(VIEW, JSON.writeValueAsBytes(session.view()));
        parts.put(SNAPSHOTS, JSON.writeValueAsBytes(session.snapshots()));
        return SessionParts.write(parts);
    }

    /// Reads a session as far as it can be read.
    ///
    /// @throws UnusableInputException D-602 if nothing of it can be, or a newer program made it
    Read read(Path file) {
        List<String> lost = new ArrayList<>();
        SessionParts found = SessionParts.read(file);
        Map<String, JsonNode> trees = new LinkedHashMap<>();
        found.all().forEach((name, bytes) -> tree(bytes).ifPresent(tree -> trees.put(name, tree)));
        if (trees.keySet().stream().noneMatch(List.of(FACTS, STUDY, STATE, PROMPTS, VIEW, SNAPSHOTS)::contains)) {
            throw new UnusableInputException("D-602", "‘%s’ holds no session that can be read.".formatted(file));
        }
        JsonNode facts = trees.get(FACTS);
        int version = facts == null ? migrations.newest() : facts.path(FORMAT).asInt(migrations.newest());
        Map<String, JsonNode> parts = migrations.migrate(String.valueOf(file.getFileName()), version, trees);
        Optional<SavedStudy> study = part(parts.get(STUDY), node -> JSON.treeToValue(node, SavedStudy.class));
        boolean studyLost = study.isEmpty() && (found.all().containsKey(STUDY) || found.broken().contains(STUDY));
        if (studyLost) {
            lost.add(words(STUDY));
        }
        SavedState fallback = study.map(SavedStudy::state).orElse(SavedState.NONE);
        return new Read(new Session(
                whole(parts.get(FACTS), Session.Facts.class, Session.Facts.UNKNOWN, FACTS, lost),
                study,
                whole(parts.get(STATE), SavedState.class, fallback, STATE, lost),
                prompts(found, parts.get(PROMPTS), lost),
                whole(parts.get(VIEW), ViewSettings.class, ViewSettings.STANDARD, VIEW, lost),
                snapshots(parts.get(SNAPSHOTS), lost)), List.copyOf(lost));
    }

    private static Optional<JsonNode> tree(byte[] bytes) {
        try {
            return Optional.of(JSON.readTree(bytes));
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> part(@Nullable JsonNode node, Function<JsonNode, T> read) {
        try {
            return Optional.ofNullable(node).map(read);
        } catch (JacksonException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static <T> T whole(@Nullable JsonNode node, Class<T> kind, T otherwise, String name, List<String> lost) {
        return part(node, tree -> JSON.treeToValue(tree, kind)).orElseGet(() -> {
            lost.add(words(name));
            return otherwise;
        });
    }

    /// Sessions of one prompt were written without this part.
    private static SavedPrompts prompts(SessionParts found, @Nullable JsonNode node, List<String> lost) {
        boolean written = found.all().containsKey(PROMPTS) || found.broken().contains(PROMPTS);
        return written ? whole(node, SavedPrompts.class, SavedPrompts.NONE, PROMPTS, lost) : SavedPrompts.NONE;
    }

    /// A snapshot that is damaged is lost without the others.
    private static List<SavedSnapshot> snapshots(@Nullable JsonNode node, List<String> lost) {
        if (node == null || !node.isArray() || node.size() > Limits.SNAPSHOTS) {
            lost.add(words(SNAPSHOTS));
            return List.of();
        }
        List<SavedSnapshot> all = new ArrayList<>();
        for (JsonNode each : node) {
            part(each, tree -> JSON.treeToValue(tree, SavedSnapshot.class)).ifPresentOrElse(all::add, () -> lost.add(TEXTS.get("lost.snapshot")));
        }
        return all;
    }

    /// What a part is to people.
    static String words(String part) {
        return switch (part) {
            case FACTS -> TEXTS.get("lost.facts");
            case STUDY -> TEXTS.get("lost.study");
            case STATE -> TEXTS.get("lost.state");
            case PROMPTS -> TEXTS.get("lost.prompts");
            case VIEW -> TEXTS.get("lost.view");
            default -> TEXTS.get("lost.snapshots");
        };
    }
}
