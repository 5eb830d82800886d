package org.diopter.model.tokenizer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One entry of a vocabulary as a person should see it.
///
/// @param id its number
/// @param bytes the UTF-8 bytes it stands for in a text, with no glyphs of the tokenizer (`Ġ`, `▁`) in them; of a special token, its name's.
///     Not to be modified.
/// @param special whether it is a mark such as `<|endoftext|>` and no text
@SuppressWarnings("ArrayRecordComponent") // Equality is never asked of a token; its id says it all.
public record Token(int id, byte[] bytes, boolean special) {

    /// The text it stands for, or nothing if its bytes are no complete UTF-8 by themselves (a part of an emoji, say).
    public Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
