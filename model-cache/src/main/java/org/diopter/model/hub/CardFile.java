package org.diopter.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// What a model's README.md says about it in its front matter: YAML between two lines `---`.
///
/// @param licence such as `apache-2.0`, or the name of one of the makers' own
/// @param baseModels what it was made from; empty if it says nothing
public record CardFile(Optional<String> licence, List<String> baseModels) {
    /// Nothing is said.
    public static final CardFile NONE = new CardFile(Optional.empty(), List.of());

    private static final Logger LOG = LoggerFactory.getLogger(CardFile.class);
    private static final Pattern FRONT_MATTER = Pattern.compile("\\A\\x{FEFF}?---[ \\t]*\\R(.*?)^---[ \\t]*$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_TEXT = 100;
    private static final int MAX_BASES = 10;

    public CardFile {
        baseModels = List.copyOf(baseModels);
    }

    /// Reads the README.md of a folder, or beside a file. One that is not there, or is not understood, says nothing.
    public static CardFile read(Path model) {
        Path readme = Files.isRegularFile(model) ? model.resolveSibling("README.md") : model.resolve("README.md");
        if (!Files.isRegularFile(readme)) {
            return NONE;
        }
        try (InputStream in = Files.newInputStream(readme)) {
            return of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IOException | YamlEngineException e) {
            LOG.info("{} says nothing that is understood: {}", readme, e.toString());
            return NONE;
        }
    }

    /// @throws YamlEngineException if the front matter is no YAML
    private static CardFile of(String readme) {
        Matcher matter = FRONT_MATTER.matcher(readme);
        if (!matter.find()) {
            return NONE;
        }
        Fields fields = new Fields();
        // Events, not a tree: what nests deeply or refers to itself costs nothing.
        new Parse(LoadSettings.builder().build()).parseString(matter.group(1)).forEach(fields::hear);
        Optional<String> licence = fields.first("license").filter(name -> !name.equals("other")).or(() -> fields.first("license_name")).or(() -> fields.first("license"));
        return new CardFile(licence, fields.all("base_model"));
    }

    /// The scalars of the outermost mapping: those that stand under a key, alone or in a list.
    private static final class Fields {
        private final List<Field> found = new ArrayList<>();
        private int depth;
        private @Nullable String key;

        private record Field(String key, String value) {}

        void hear(Event event) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> {
                    depth--;
                    key = depth == 1 ? null : key;
                }
                case Scalar -> take(((ScalarEvent) event).getValue());
                case Alias -> key = depth == 1 ? null : key;
                default -> {}
            }
        }

        private void take(String value) {
            String of = key;
            if (depth == 1 && of == null) {
                key = value;
                return;
            }
            if (of != null && depth <= 2 && !value.isBlank()) {
                found.add(new Field(of, shown(value)));
            }
            key = depth == 1 ? null : of;
        }

        private static String shown(String value) {
            String plain = UNPRINTABLE.matcher(value.strip()).replaceAll("\uFFFD");
            return plain.length() > MAX_TEXT ? plain.substring(0, MAX_TEXT) + "…" : plain;
        }

        Optional<String> first(String name) {
            return all(name).stream().findFirst();
        }

        List<String> all(String name) {
            return found.stream().filter(field -> field.key.equals(name)).map(Field::value).limit(MAX_BASES).toList();
        }
    }
}
