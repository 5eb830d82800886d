package org.diopter.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.diopter.model.UnusableInputException;
import org.diopter.model.json.JsonText;
import org.jspecify.annotations.Nullable;

/// A file of prompts with answer options: JSON lines, UTF-8, one object a line; empty lines are passed over.
///
/// | field | |
/// | --- | --- |
/// | `prompt` | text up to where the answer begins, few-shot examples and all |
/// | `options` | 2 to 100 answers, as many in every line. Each follows the prompt as it is: `" yes"` rather than `"yes"` after `Answer:` |
/// | `answer` | index of the right option, from 0; may be left out |
///
/// Other fields are left alone.
public final class OptionPromptFile {
    private static final String CODE = "D-403";
    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_OPTIONS = 100;

    private OptionPromptFile() {}

    /// Reads all prompts, in the file's order.
    ///
    /// @throws UnusableInputException naming the line and what is wrong with it, or if there is no prompt at all
    public static List<OptionPrompt> read(Path file) {
        String name = String.valueOf(file.getFileName());
        List<String> lines = text(file, name).lines().toList();
        List<OptionPrompt> prompts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                OptionPrompt prompt = new Line("%s, line %d".formatted(name, i + 1)).prompt(lines.get(i));
                if (!prompts.isEmpty() && prompt.options().size() != prompts.getFirst().options().size()) {
                    throw new UnusableInputException(CODE, "%s, line %d has %d options, the first prompt has %d. All must have as many."
                            .formatted(name, i + 1, prompt.options().size(), prompts.getFirst().options().size()));
                }
                prompts.add(prompt);
            }
        }
        if (prompts.isEmpty()) {
            throw new UnusableInputException(CODE, "%s has no prompts. Each line must be an object with prompt and options.".formatted(name));
        }
        return List.copyOf(prompts);
    }

    private static String text(Path file, String name) {
        byte[] bytes;
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnusableInputException(CODE, "%s is not a file.".formatted(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UnusableInputException(CODE, "%s cannot be read: %s.".formatted(file, UnusableInputException.reason(e)), e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new UnusableInputException(CODE, "%s is larger than %d bytes. Divide it.".formatted(name, MAX_BYTES));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UnusableInputException(CODE, "%s is not UTF-8 text. Save it as UTF-8.".formatted(name), e);
        }
    }

    /// One line of the file.
    ///
    /// @param title what the user calls it
    private record Line(String title) {
        OptionPrompt prompt(String json) {
            Map<String, @Nullable Object> fields = new JsonText(title, CODE, json).object();
            if (!(fields.get("prompt") instanceof String prompt)) {
                throw wrong("prompt", "a text");
            }
            if (!(fields.get("options") instanceof List<?> list) || list.size() < 2 || list.size() > MAX_OPTIONS) {
                throw wrong("options", "a list of 2 to %d texts".formatted(MAX_OPTIONS));
            }
            List<String> options = new ArrayList<>();
            for (Object option : list) {
                if (!(option instanceof String text) || text.isEmpty()) {
                    throw wrong("options", "a list of texts that are not empty");
                }
                options.add(text);
            }
            return new OptionPrompt(prompt, options, answer(fields.get("answer"), options.size()));
        }

        private OptionalInt answer(@Nullable Object value, int options) {
            if (value == null) {
                return OptionalInt.empty();
            }
            if (value instanceof Integer index && index >= 0 && index < options) {
                return OptionalInt.of(index);
            }
            throw wrong("answer", "the index of an option, from 0 to %d".formatted(options - 1));
        }

        private UnusableInputException wrong(String field, String what) {
            return new UnusableInputException(CODE, "%s: %s must be %s.".formatted(title, field, what));
        }
    }
}
