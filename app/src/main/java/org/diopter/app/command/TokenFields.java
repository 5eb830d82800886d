package org.diopter.app.command;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.diopter.model.tokenizer.Token;
import org.diopter.model.tokenizer.Tokenizer;

/// Writes what a token is: its id and the text as it is; of a token that is no text alone, its bytes too.
record TokenFields(Json json, Optional<Tokenizer> tokenizer) {
    void write(int id) {
        json.out().writeNumberProperty("id", id);
        if (tokenizer.isEmpty() || id >= tokenizer.get().size()) {
            json.out().writeNullProperty("text");
            return;
        }
        Token token = tokenizer.get().token(id);
        json.text("text", token.text().orElseGet(() -> new String(token.bytes(), StandardCharsets.UTF_8)));
        if (token.text().isEmpty()) {
            json.text("bytes", HexFormat.of().formatHex(token.bytes()));
        }
    }
}
