package org.diopter.views.kit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.diopter.model.tokenizer.Tokenizer;

/// Finds tokens by what they look like.
public final class VocabularyIndex {
    private final String[] texts;

    /// Reads every token: some hundred milliseconds for a large vocabulary.
    public VocabularyIndex(Tokenizer tokenizer) {
        texts = new String[tokenizer.size()];
        for (int id = 0; id < texts.length; id++) {
            texts[id] = tokenizer.token(id).text().map(text -> text.strip().toLowerCase(Locale.ROOT)).orElse("");
        }
    }

    /// The tokens that begin with the text, whatever space or case they have: the shortest first. A number finds the token of that id too.
    public List<Integer> find(String typed, int most) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Integer> found = new ArrayList<>();
        for (int id = 0; id < texts.length; id++) {
            if (texts[id].startsWith(wanted)) {
                found.add(id);
            }
        }
        found.sort(Comparator.comparingInt((Integer id) -> texts[id].length()).thenComparingInt(id -> id));
        List<Integer> first = new ArrayList<>(found.subList(0, Math.min(most, found.size())));
        if (wanted.matches("\\d{1,9}") && Integer.parseInt(wanted) < texts.length && !first.contains(Integer.parseInt(wanted))) {
            first.add(Integer.parseInt(wanted));
        }
        return first;
    }
}
