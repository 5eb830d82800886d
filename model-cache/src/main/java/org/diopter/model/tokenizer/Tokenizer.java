package org.diopter.model.tokenizer;

/// Text to token ids and back. Safe for use by several threads.
public interface Tokenizer extends AutoCloseable {
    /// How many ids the tokenizer knows: ids from 0 to one less. May be less than the rows of the model's embedding.
    int size();

    /// A text's tokens, with the special tokens that the tokenizer's own rules add (a `<s>` at the start, say).
    Encoding encode(String text);

    /// The text of these tokens; special tokens are written by name, and ids that the tokenizer does not know are left out: an embedding may have rows that
    /// no text belongs to.
    String decode(TokenSequence tokens);

    /// One entry of the vocabulary.
    ///
    /// @throws IndexOutOfBoundsException if there is no such id
    Token token(int id);

    @Override
    void close();
}
