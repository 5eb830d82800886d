package org.diopter.engine.cache;

import java.util.List;
import java.util.stream.Collectors;
import org.diopter.engine.arch.ModelShape;
import org.diopter.model.UnusableInputException;

/// A policy of its own for every cache of every block.
///
/// @param blocks one list a block, one policy a cache; all of one grouping
public record HeadPolicies(List<List<ScorePolicy>> blocks) implements CachePolicy {
    /// @throws IllegalArgumentException if policies of several groupings are mixed
    public HeadPolicies {
        blocks = blocks.stream().map(List::copyOf).toList();
        if (blocks.stream().flatMap(List::stream).map(ScorePolicy::grouping).distinct().count() != 1) {
            throw new IllegalArgumentException("policies of one model share one grouping");
        }
    }

    /// Blocks parted by `|`, caches of a block by `;`.
    @Override
    public String text() {
        return "heads:" + blocks.stream()
                .map(caches -> caches.stream().map(ScorePolicy::text).collect(Collectors.joining(";")))
                .collect(Collectors.joining("|"));
    }

    @Override
    public CachePolicy fixed(int tokens) {
        return new HeadPolicies(blocks.stream().map(caches -> caches.stream().map(policy -> policy.with(policy.counts(tokens))).toList()).toList());
    }

    /// Refuses policies that were written for a model of another size.
    ///
    /// @throws UnusableInputException if blocks or caches of a block are more or fewer than the model's
    public void requireFit(ModelShape shape) {
        requireFit(shape.layers(), shape.heads(), shape.kvHeads());
    }

    /// The same for a model of this many blocks, query heads and key/value heads.
    public void requireFit(int layers, int heads, int kvHeads) {
        if (blocks.size() != layers) {
            throw new UnusableInputException(PolicyText.CODE, "The policy names caches of %d blocks; this model has %d. Choose policies for this model (--choose)."
                    .formatted(blocks.size(), layers));
        }
        int caches = grouping().caches(heads, kvHeads);
        for (int block = 0; block < blocks.size(); block++) {
            if (blocks.get(block).size() != caches) {
                throw new UnusableInputException(PolicyText.CODE, "The policy names %d caches of block %d; this model has %d. Choose policies for this model (--choose)."
                        .formatted(blocks.get(block).size(), block, caches));
            }
        }
    }

    /// The mean over all caches, rounded.
    @Override
    public int budget(int tokens) {
        return (int) Math.round(blocks.stream().flatMap(List::stream).mapToInt(policy -> policy.budget(tokens)).average().orElseThrow());
    }

    @Override
    public int leastBudget(int tokens) {
        return blocks.stream().flatMap(List::stream).mapToInt(policy -> policy.budget(tokens)).min().orElseThrow();
    }

    @Override
    public Grouping grouping() {
        return blocks.getFirst().getFirst().grouping();
    }

    @Override
    public CachePolicy of(int block, int cache) {
        return blocks.get(block).get(cache);
    }
}
