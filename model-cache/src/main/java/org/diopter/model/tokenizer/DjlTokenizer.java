package org.diopter.model.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.diopter.model.UnusableInputException;
import org.diopter.model.checkpoint.gguf.GgufFile;
import org.diopter.model.json.JsonText;
import org.diopter.model.store.StoreLocation;

/// A folder's `tokenizer.json`, or a GGUF file's vocabulary in the same terms, run by the Hugging Face library through DJL, without network.
///
/// The library gives ids. What a token *is* comes from the file itself: its glyphs are turned into bytes, and its place in the text is computed from
/// these bytes, since the library's offsets are wrong for some files. SentencePiece vocabularies put a space before the text: the first token's bytes
/// start with it (` Once`), while its span covers only what the text has (`Once`). Where a tokenizer changes the text (lower case, NFC, collapsed
/// spaces), the library's offsets stand.
public final class DjlTokenizer implements Tokenizer {
    /// Errors in a tokenizer.
    static final String CODE = "D-106";

    private static final int MAX_BYTES = 256 << 20;

    private final HuggingFaceTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final ReadWriteLock gate = new ReentrantReadWriteLock(); // closing frees native memory: never during a call

    private DjlTokenizer(HuggingFaceTokenizer tokenizer, Vocabulary vocabulary) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
    }

    /// Opens a model's tokenizer; the native library is unpacked in the program's own folder.
    ///
    /// @param model a folder or a GGUF file
    /// @return nothing if the folder has no `tokenizer.json`, or the file no vocabulary
    /// @throws UnusableInputException if it is broken or of an unknown kind; the model can still be used with token ids
    public static Optional<Tokenizer> open(Path model) {
        return open(model, StoreLocation.resolve().resolve("natives"));
    }

    /// Opens a model's tokenizer.
    ///
    /// @param model a folder or a GGUF file
    /// @param natives where the native library is unpacked, if this is its first use in the process and `DJL_CACHE_DIR` says nothing else
    /// @return nothing if the folder has no `tokenizer.json`, or the file no vocabulary
    /// @throws UnusableInputException if it is broken or of an unknown kind; the model can still be used with token ids
    public static Optional<Tokenizer> open(Path model, Path natives) {
        return json(model).map(json -> {
            Vocabulary vocabulary = VocabularyReader.read(json);
            return new DjlTokenizer(new NativeTokenizers(natives).create(json), vocabulary);
        });
    }

    private static Optional<JsonText> json(Path model) {
        if (GgufFile.isNamed(model) && Files.isRegularFile(model)) {
            try (GgufFile file = GgufFile.open(model)) {
                return GgufTokenizer.json(file);
            }
        }
        Path file = model.resolve("tokenizer.json");
        return Files.exists(file) ? Optional.of(JsonText.read(file, CODE, MAX_BYTES)) : Optional.empty();
    }

    @Override
    public int size() {
        return vocabulary.size();
    }

    /// A text's tokens. Halves of a surrogate pair, which no encoding can carry, are read as U+FFFD.
    @Override
    public Encoding encode(String text) {
        String wellFormed = withoutLoneSurrogates(text);
        var encoded = call(djl -> encode(djl, wellFormed));
        int[] ids = Arrays.stream(encoded.getIds()).mapToInt(Math::toIntExact).toArray();
        List<byte[]> pieces = pieces(ids, encoded.getSpecialTokenMask());
        Optional<TokenSpans> whole = TokenSpans.ofBytes(wellFormed, pieces);
        if (whole.isPresent()) {
            return encoding(ids, whole.get(), "");
        }
        BitSet missing = vocabulary.missingBytes();
        TokenSpans spans = TokenSpans.ofBytes(wellFormed, pieces, missing)
                .orElseGet(() -> TokenSpans.ofCodePoints(wellFormed, encoded.getCharTokenSpans()));
        return encoding(ids, spans, TokenSpans.charactersWith(missing, wellFormed));
    }

    private static Encoding encoding(int[] ids, TokenSpans spans, String dropped) {
        return new Encoding(TokenSequence.of(ids), spans.starts(), spans.ends(), dropped);
    }

    private static ai.djl.huggingface.tokenizers.Encoding encode(HuggingFaceTokenizer djl, String text) {
        try {
            return djl.encode(text, true, false);
        } catch (IllegalStateException e) {
            throw e; // closed
        } catch (RuntimeException e) {
            throw new UnusableInputException(CODE, "The tokenizer cannot write this text as tokens (%.200s).".formatted(e.getMessage()), e);
        }
    }

    /// @param own 1 where the tokenizer added the token by itself; a mark that stands in the text has 0
    private List<byte[]> pieces(int[] ids, long[] own) {
        List<byte[]> pieces = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            pieces.add(own[i] == 1 ? new byte[0] : vocabulary.token(ids[i]).bytes());
        }
        return pieces;
    }

    @Override
    public String decode(TokenSequence tokens) {
        long[] ids = Arrays.stream(tokens.toArray()).filter(id -> id < size()).asLongStream().toArray();
        return call(djl -> djl.decode(ids, false));
    }

    @Override
    public Token token(int id) {
        return vocabulary.token(id);
    }

    @Override
    public void close() {
        gate.writeLock().lock();
        try {
            tokenizer.close();
        } finally {
            gate.writeLock().unlock();
        }
    }

    private <T> T call(Function<HuggingFaceTokenizer, T> action) {
        gate.readLock().lock();
        try {
            return action.apply(tokenizer);
        } finally {
            gate.readLock().unlock();
        }
    }

    private static String withoutLoneSurrogates(String text) {
        return text.codePoints()
                .map(codePoint -> codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? 0xFFFD : codePoint)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
