package org.diopter.engine.generate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// What has been written, as text.
///
/// @param tokenizer nothing for ids in place of text
public record WrittenText(Optional<Tokenizer> tokenizer) {
    private static final char REPLACEMENT = '\uFFFD';

    /// The text behind the prompt. It is decoded together with the prompt, since tokenizers drop a space at the start of a text.
    public String of(Writing writing) {
        if (tokenizer.isEmpty()) {
            return ids(writing.written());
        }
        String before = tokenizer.get().decode(writing.prompt());
        String all = tokenizer.get().decode(writing.text());
        return all.startsWith(before) ? all.substring(before.length()) : alone(tokenizer.get(), writing);
    }

    /// The same without a character that is not complete yet: what is further written only adds to it.
    public String settled(Writing writing) {
        String text = of(writing);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == REPLACEMENT) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String ids(List<WrittenToken> written) {
        return written.stream().map(token -> " " + token.id()).collect(Collectors.joining());
    }

    private static String alone(Tokenizer tokenizer, Writing writing) {
        return tokenizer.decode(TokenSequence.of(writing.written().stream().mapToInt(WrittenToken::id).toArray()));
    }
}
