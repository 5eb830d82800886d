package org.diopter.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.diopter.engine.OpenModel;
import org.diopter.model.UnusableInputException;
import org.diopter.model.tokenizer.Encoding;
import org.diopter.model.tokenizer.Tokenizer;
import org.diopter.views.figure.TokenLabels;

/// Finds the tokens that a user names: by id, or by a text that is exactly one token, as it is or after a space.
final class TrackedTokens {
    private static final Pattern ID = Pattern.compile("[0-9]{1,9}");

    private final Optional<Tokenizer> tokenizer;
    private final int vocabulary;
    private final Consumer<String> note;

    /// @param note is told what a name was taken for, where that is not plain
    TrackedTokens(OpenModel model, Consumer<String> note) {
        this.tokenizer = model.tokenizer();
        this.vocabulary = model.card().vocabulary();
        this.note = note;
    }

    /// The ids of some names, each once.
    ///
    /// @throws UnusableInputException if a name is no token of this model
    List<Integer> ids(List<String> names) {
        Map<Integer, String> nameById = new LinkedHashMap<>();
        for (String name : names) {
            int id = id(name);
            String before = nameById.putIfAbsent(id, name);
            if (before != null) {
                note.accept("‘%s’ and ‘%s’ are the same token, %s (id %d).".formatted(before, name, label(id), id));
            }
        }
        return List.copyOf(nameById.keySet());
    }

    private int id(String name) {
        if (ID.matcher(name).matches()) {
            return known(Integer.parseInt(name));
        }
        if (name.isEmpty()) {
            throw new UnusableInputException("D-207", "An empty text is no token. Name a token by its text or its id.");
        }
        Tokenizer texts = tokenizer.orElseThrow(() -> new UnusableInputException(
                "D-106", "‘%s’ cannot be looked up, since the model has no tokenizer. Name the token by its id.".formatted(name)));
        List<Integer> asItIs = tokens(texts, name);
        if (asItIs.size() == 1) {
            return asItIs.getFirst();
        }
        List<Integer> afterSpace = tokens(texts, " " + name);
        if (afterSpace.size() == 1) {
            int id = afterSpace.getFirst();
            note.accept("‘%s’ alone is %d tokens; following %s (id %d).".formatted(name, asItIs.size(), label(id), id));
            return id;
        }
        throw new UnusableInputException("D-207", "‘%s’ is %d tokens (%s); one can be followed. Name one of them by its id, for example --track %d."
                .formatted(name, asItIs.size(), described(asItIs), asItIs.getFirst()));
    }

    private int known(int id) {
        if (id >= vocabulary) {
            throw new UnusableInputException("D-207", "There is no token %d; ids go from 0 to %d.".formatted(id, vocabulary - 1));
        }
        return id;
    }

    /// The tokens that stand for the text itself, without the marks that the tokenizer adds.
    private static List<Integer> tokens(Tokenizer tokenizer, String text) {
        Encoding encoding = tokenizer.encode(text);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < encoding.tokens().length(); i++) {
            if (encoding.ends()[i] > encoding.starts()[i]) {
                ids.add(encoding.tokens().id(i));
            }
        }
        if (ids.isEmpty()) {
            throw new UnusableInputException("D-207", "‘%s’ is no token of this model. Name a token by its id.".formatted(text));
        }
        return ids;
    }

    private String described(List<Integer> ids) {
        return ids.stream().limit(8).map(id -> "‘" + label(id) + "’ " + id).collect(Collectors.joining(", "));
    }

    private String label(int id) {
        return TokenLabels.label(id, tokenizer).text();
    }
}
