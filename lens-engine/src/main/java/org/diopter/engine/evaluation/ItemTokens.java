package org.diopter.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.data.Item;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Encoding;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.model.tokenizer.Tokenizer;

/// An item as a model reads it.
///
/// @param prompt the prompt alone
/// @param inputs the texts that must run so that every answer's tokens are predicted: one where answers are single tokens or there is one only
/// @param answers one for each of the item's choices
/// @param correct which of the answers is right
record ItemTokens(TokenSequence prompt, List<TokenSequence> inputs, List<Answer> answers, int correct) {
    /// The tokens of an answer and where they are predicted.
    ///
    /// @param input which of the inputs
    /// @param firstRow the position in it whose output predicts the first token
    /// @param ids the tokens
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int input, int firstRow, int[] ids) {}

    /// Tokenises prompt and answers together, as the model would read them; the answer's tokens are those that reach beyond the prompt's text.
    ///
    /// @param number of the item, for messages
    /// @param context the longest text that the model takes, in tokens
    /// @throws UnusableInputException if an answer has no tokens, or a text is too long
    static ItemTokens of(Item item, int number, Tokenizer tokenizer, int context) {
        List<int[]> whole = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        for (int choice = 0; choice < item.choices().size(); choice++) {
            String before = item.context(choice);
            Encoding encoding = tokenizer.encode(before + item.continuation(choice));
            int start = firstBeyond(encoding, before.length());
            int end = end(encoding);
            if (start >= end || start == 0) {
                throw new UnusableInputException("D-403", "Item %d cannot be measured: %s. Its prompt begins ‘%.60s’.".formatted(
                        number, start == 0 ? "nothing stands before its answer" : "its answer ‘" + item.choices().get(choice) + "’ has no tokens", item.prompt()));
            }
            if (end > context) {
                throw new UnusableInputException("D-201", "Item %d has %d tokens with its answer; the model takes %d. Its prompt begins ‘%.60s’."
                        .formatted(number, end, context, item.prompt()));
            }
            whole.add(Arrays.copyOf(encoding.tokens().toArray(), end));
            starts.add(start);
        }
        return of(whole, starts, item.correct());
    }

    int firstRightToken() {
        return answers.get(correct).ids()[0];
    }

    private static ItemTokens of(List<int[]> whole, List<Integer> starts, int correct) {
        List<TokenSequence> texts = whole.stream().map(ids -> TokenSequence.of(Arrays.copyOf(ids, ids.length - 1))).toList();
        List<TokenSequence> inputs = new ArrayList<>();
        for (TokenSequence text : texts) {
            boolean covered = inputs.stream().anyMatch(input -> begins(input, text));
            if (!covered) {
                inputs.removeIf(input -> begins(text, input));
                inputs.add(text);
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (int choice = 0; choice < whole.size(); choice++) {
            TokenSequence text = texts.get(choice);
            int input = 0;
            while (!begins(inputs.get(input), text)) {
                input++;
            }
            int start = starts.get(choice);
            answers.add(new Answer(input, start - 1, Arrays.copyOfRange(whole.get(choice), start, whole.get(choice).length)));
        }
        TokenSequence prompt = TokenSequence.of(Arrays.copyOf(whole.get(correct), starts.get(correct)));
        return new ItemTokens(prompt, List.copyOf(inputs), answers, correct);
    }

    private static boolean begins(TokenSequence text, TokenSequence with) {
        return text.commonPrefix(with) == with.length();
    }

    private static int firstBeyond(Encoding encoding, int length) {
        int token = 0;
        while (token < encoding.tokens().length() && encoding.ends()[token] <= length) {
            token++;
        }
        return token;
    }

    /// Where the text ends: marks that a tokenizer adds behind it stand for no text.
    private static int end(Encoding encoding) {
        int end = encoding.tokens().length();
        while (end > 0 && encoding.starts()[end - 1] == encoding.ends()[end - 1]) {
            end--;
        }
        return end;
    }
}
