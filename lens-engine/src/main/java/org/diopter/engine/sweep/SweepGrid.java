package org.diopter.engine.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.LensChoice;
import org.diopter.engine.ModelCard;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.edit.EditStack;
import org.diopter.model.UnusableInputException;

/// The axes of a sweep. Every combination is a study of one model.
///
/// @param data what the model reads
/// @param edits stacks of edits
/// @param caches what stays in the caches
/// @param lenses through which prompts are read
/// @param layers of which prompts have rows, ascending, at least one
/// @param tracked ids of tokens that are followed
public record SweepGrid(
        List<SweepData> data, List<EditStack> edits, List<CacheUse> caches, List<LensChoice> lenses, List<Integer> layers, List<Integer> tracked) {
    public SweepGrid {
        data = List.copyOf(data);
        edits = List.copyOf(edits);
        caches = List.copyOf(caches);
        lenses = List.copyOf(lenses);
        layers = List.copyOf(layers);
        tracked = List.copyOf(tracked);
        if (Stream.of(data, edits, caches, lenses, layers).anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("an axis without values");
        }
    }

    /// Every study, the lens changing fastest and the data slowest: what is known of one serves the next.
    public List<SweepPoint> points() {
        List<SweepPoint> points = new ArrayList<>();
        for (int item = 0; item < data.size(); item++) {
            int read = data.get(item).hasLenses() ? lenses.size() : 1;
            for (int stack = 0; stack < edits.size(); stack++) {
                for (int cache = 0; cache < caches.size(); cache++) {
                    for (int lens = 0; lens < read; lens++) {
                        points.add(new SweepPoint(item, stack, cache, lens));
                    }
                }
            }
        }
        return points;
    }

    /// Refuses before anything runs what would be refused after hours.
    ///
    /// @throws UnusableInputException D-201 if a prompt does not fit the model, D-205 if there is no such layer, block or token, D-402 if a policy would evict
    ///     nothing from some data
    public void check(ModelCard card) {
        for (int layer : layers) {
            if (layer < 0 || layer > card.layers()) {
                throw new UnusableInputException("D-205",
                        "There is no layer %d; layers go from 0 (the embedding) to %d (the output).".formatted(layer, card.layers()));
            }
        }
        edits.stream().flatMap(stack -> stack.edits().stream()).filter(edit -> edit.firstLayer() > card.layers()).findFirst().ifPresent(edit -> {
            throw new UnusableInputException("D-205", "‘%s’ is above the model's %d blocks; they count from 0.".formatted(edit.text(), card.layers()));
        });
        for (int item = 0; item < data.size(); item++) {
            switch (data.get(item)) {
                case SweepData.Prompt prompt -> check(prompt.ids(), "prompt " + item, card);
                case SweepData.Text text -> {
                    for (List<Integer> piece : text.ids()) {
                        check(piece, "a piece of the text", card);
                    }
                }
                case SweepData.Questions _ -> {}
            }
        }
    }

    private void check(List<Integer> ids, String what, ModelCard card) {
        if (ids.isEmpty() || ids.size() > card.context()) {
            throw new UnusableInputException("D-201", "The model takes 1 to %d tokens; %s has %d.".formatted(card.context(), what, ids.size()));
        }
        ids.stream().filter(id -> id < 0 || id >= card.vocabulary()).findFirst().ifPresent(id -> {
            throw new UnusableInputException("D-205", "There is no token %d, which %s has; ids go from 0 to %d.".formatted(id, what, card.vocabulary() - 1));
        });
        requireEvictions(ids.size(), what);
    }

    private void requireEvictions(int tokens, String what) {
        for (CacheUse cache : caches) {
            try {
                cache.requireEvictions(tokens);
            } catch (UnusableInputException e) {
                throw new UnusableInputException(e.code(), "‘%s’ on %s: %s".formatted(cache.text(), what, e.sentence()), e);
            }
        }
    }

    /// All that the rows of a study depend on, beside the model and how it computes.
    String identity(SweepPoint point) {
        SweepData read = data.get(point.data());
        CacheUse cache = caches.get(point.cache());
        String study = "%s|%s|%s %d %s".formatted(
                read.identity(), edits.get(point.edits()).texts(), cache.policy().text(), cache.timing().prompt(), cache.kernels().orElse(""));
        return read.hasLenses() ? "%s|%s|%s|%s".formatted(study, lensIdentity(point), layers, tracked) : study;
    }

    private String lensIdentity(SweepPoint point) {
        return switch (lenses.get(point.lens())) {
            case LensChoice.Logit _ -> "logit";
            case LensChoice.Translated lens -> lens.sha256();
        };
    }
}
