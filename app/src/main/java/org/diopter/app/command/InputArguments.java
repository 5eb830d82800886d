package org.diopter.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.diopter.app.input.TextFile;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Encoding;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say what a model reads: exactly one of them is given.
final class InputArguments {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Option(names = "--prompt", paramLabel = "TEXT", required = true, description = "The text to read.")
    private @Nullable String prompt;

    @Option(names = "--prompt-file", paramLabel = "F", required = true,
            description = "A file with the text, in UTF-8; a line end at its very end is left out.")
    private @Nullable Path promptFile;

    @Option(names = "--token-ids", paramLabel = "1,2,3", split = "[,\\s]+", hideParamSyntax = true, required = true,
            description = "The token ids, special ones included, with commas or spaces between them.")
    private @Nullable List<Integer> tokenIds;

    @Option(names = "--token-ids-file", paramLabel = "F", required = true, description = "A file of token ids, a line a sequence.")
    private @Nullable Path tokenIdsFile;

    /// Reads files, if there are any; whatever is wrong shows before a model is opened.
    ///
    /// @throws UnusableInputException if a file cannot be used, or there is nothing to read
    Text text() {
        if (prompt != null) {
            return Text.of(withoutBrokenCharacters(prompt));
        }
        if (promptFile != null) {
            return ofFile(promptFile);
        }
        List<Integer> ids = tokenIdsFile == null ? tokenIds : new TokenIdFile(tokenIdsFile).only();
        return new Text(null, TokenSequence.of(ids == null ? List.of() : ids));
    }

    /// The file of token ids, if that is what was given and it holds several sequences.
    ///
    /// @throws UnusableInputException if it cannot be used
    Optional<Path> sequences() {
        return Optional.ofNullable(tokenIdsFile).filter(file -> new TokenIdFile(file).sequences().size() > 1);
    }

    /// The text of a file, as `--prompt-file` reads it.
    ///
    /// @throws UnusableInputException if the file cannot be used
    static Text ofFile(Path file) {
        return Text.of(promptIn(file));
    }

    /// What was given: a text or, where that is null, ids.
    record Text(@Nullable String prompt, TokenSequence ids) {
        static Text of(String prompt) {
            if (prompt.isEmpty()) {
                throw new UnusableInputException("D-201", "The prompt is empty. Give at least one character.");
            }
            return new Text(prompt, TokenSequence.of());
        }

        /// A prompt a line of a file; empty lines are passed over.
        ///
        /// @throws UnusableInputException if the file cannot be used
        static List<Text> ofLines(Path file) {
            List<Text> texts = promptIn(file).lines().filter(line -> !line.isBlank()).map(Text::of).toList();
            if (texts.isEmpty()) {
                throw new UnusableInputException("D-201", "%s has no line with a prompt.".formatted(file));
            }
            return texts;
        }

        /// The tokens for a model.
        ///
        /// @param warn hears what of the text the model does not see
        Input input(OpenModel model, Consumer<String> warn) {
            if (prompt == null) {
                return Input.of(null, ids);
            }
            Optional<Tokenizer> tokenizer = model.tokenizer();
            if (tokenizer.isEmpty()) {
                throw new UnusableInputException("D-106", model.tokenizerProblem().orElse("The model has no tokenizer.") + " Use --token-ids.");
            }
            Encoding encoding = tokenizer.get().encode(prompt);
            encoding.warning().ifPresent(warn);
            return Input.of(prompt, encoding.tokens());
        }
    }

    /// Java puts U+FFFD where the process's locale cannot write an argument's bytes.
    private static String withoutBrokenCharacters(String argument) {
        boolean utf8 = System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8");
        if (!utf8 && argument.indexOf('\uFFFD') >= 0) {
            throw new UnusableInputException("D-206",
                    "The prompt has characters that the locale's encoding, %s, does not have. Set LC_ALL=C.UTF-8, or use --prompt-file."
                            .formatted(System.getProperty("sun.jnu.encoding")));
        }
        return argument;
    }

    private static String promptIn(Path file) {
        String text = TextFile.read(file);
        int from = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        int to = text.length();
        if (to > from && text.charAt(to - 1) == '\n') {
            to -= to - 1 > from && text.charAt(to - 2) == '\r' ? 2 : 1;
        }
        return text.substring(from, to);
    }
}
