package org.diopter.views.edits;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.edit.EditStack;

/// All that makes B another than A: edits of the model, and what its caches keep.
public record Changes(EditStack edits, CacheUse cache) {
    /// B is A.
    public static final Changes NONE = new Changes(EditStack.NONE, CacheUse.FULL);

    /// With everything kept.
    public static Changes of(EditStack edits) {
        return new Changes(edits, CacheUse.FULL);
    }

    public boolean isEmpty() {
        return edits.isEmpty() && cache.isFull();
    }

    /// How many there are; a policy is one.
    public int count() {
        return edits.edits().size() + (cache.isFull() ? 0 : 1);
    }

    /// What they are compared with: nothing is changed, by a model that runs through the same kinds of sessions.
    public Changes neutral() {
        return new Changes(edits.neutral(), cache.neutral());
    }

    /// The same through the same kinds of sessions as another.
    public Changes alike(Changes other) {
        return new Changes(edits.alike(other.edits), cache.alike(other.cache));
    }

    /// Each as the command line writes it.
    public List<String> texts() {
        List<String> texts = new ArrayList<>(edits.texts());
        if (!cache.isFull()) {
            texts.add(cache.text());
        }
        return texts;
    }
}
