package org.diopter.engine.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.diopter.engine.LensChoice;
import org.diopter.engine.MemoryMode;
import org.diopter.engine.OpenModel;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.CacheUse;
import org.diopter.engine.cache.Timing;
import org.diopter.engine.edit.EditStack;
import org.diopter.engine.lens.files.LensFiles;
import org.diopter.model.UnusableInputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Studies of a sweep that other machines are to measure: a value that says all they need to know. Data travels with it; the model, lenses, bases and kernels
/// come from paths that every machine sees.
///
/// @param model where every machine finds the model
/// @param sha256 of its weights: a machine that finds another model there must not answer
/// @param home where every machine keeps what it derives
/// @param provider what is to compute: `auto`, `cpu` or `cuda`
/// @param threads that a machine computes a study with; rounding may depend on it
/// @param memory how a machine opens the model; rounding may depend on it too
/// @param identity under which rows are kept, see [SweepStore] and [#identity(OpenModel, String, int, MemoryMode)]
/// @param edits stacks, as text
/// @param layers of which prompts have rows
/// @param tracked ids of tokens that are followed
/// @param points what is to be measured
/// @param shard how many of these are measured together at most
public record SweepWork(
        String model,
        String sha256,
        String home,
        String provider,
        int threads,
        MemoryMode memory,
        String identity,
        Data data,
        List<List<String>> edits,
        List<Policy> policies,
        List<NamedLens> lenses,
        List<Integer> layers,
        List<Integer> tracked,
        List<SweepPoint> points,
        int shard) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public SweepWork {
        edits = edits.stream().map(List::copyOf).toList();
        policies = List.copyOf(policies);
        lenses = List.copyOf(lenses);
        layers = List.copyOf(layers);
        tracked = List.copyOf(tracked);
        points = List.copyOf(points);
        if (shard < 1) {
            throw new IllegalArgumentException(shard + " studies together");
        }
    }

    /// Data, a list a kind: annotations that would tell kinds apart are not to be had on a cluster, where Spark brings older ones.
    public record Data(List<SweepData.Prompt> prompts, List<SweepData.Text> texts, List<SweepData.Questions> questions) {
        public Data {
            prompts = List.copyOf(prompts);
            texts = List.copyOf(texts);
            questions = List.copyOf(questions);
        }

        /// @param data prompts first, then texts, then questions
        public static Data of(List<SweepData> data) {
            Data parted = new Data(
                    RowsByKind.only(data, SweepData.Prompt.class), RowsByKind.only(data, SweepData.Text.class),
                    RowsByKind.only(data, SweepData.Questions.class));
            if (!parted.all().equals(data)) {
                throw new IllegalArgumentException("data in another order than prompts, texts, questions");
            }
            return parted;
        }

        List<SweepData> all() {
            return Stream.of(prompts, texts, questions).<SweepData>flatMap(List::stream).toList();
        }
    }

    /// A policy in words that a file can hold.
    ///
    /// @param prompt how many tokens are read before anything is evicted; 0 for streaming
    /// @param kernels the hash of the LESS kernels that it names, or null
    public record Policy(String text, int prompt, @Nullable String kernels) {
        public static Policy of(CacheUse use) {
            return new Policy(use.policy().text(), use.timing().prompt(), use.kernels().orElse(null));
        }

        CacheUse use() {
            CacheUse use = new CacheUse(CachePolicy.parse(text), new Timing(prompt));
            if (!of(use).equals(this)) {
                throw another("The kernels of ‘%s’ are others".formatted(text));
            }
            return use;
        }
    }

    /// A lens in words that a file can hold.
    ///
    /// @param file where every machine finds it, or null for the logit lens
    /// @param sha256 of its translators
    public record NamedLens(@Nullable String file, String sha256) {
        public static final NamedLens LOGIT = new NamedLens(null, "");

        LensChoice choice(OpenModel model) {
            if (file == null) {
                return new LensChoice.Logit();
            }
            LensChoice.Translated lens = model.use(LensFiles.open(Path.of(file)).lens());
            if (!lens.sha256().equals(sha256)) {
                throw another("‘%s’ is another lens".formatted(file));
            }
            return lens;
        }

        LensChoice named() {
            return file == null ? new LensChoice.Logit() : new LensChoice.Translated(file, sha256);
        }
    }

    /// All that rows depend on beside the grid.
    ///
    /// @param provider what computes, as [org.diopter.engine.Workbench#provider] says
    public static String identity(OpenModel model, String provider, int threads, MemoryMode memory) {
        return "%s %s %d %s".formatted(model.identity(), provider, threads, memory);
    }

    /// Whether a machine may answer: the same weights, configuration and tokenizer, computed in the same way.
    ///
    /// @throws UnusableInputException D-601 if not
    public void requireSame(OpenModel open, String provider) {
        if (!open.id().sha256().equals(sha256)) {
            throw another("‘%s’ is another model (sha256 %.8s)".formatted(model, open.id().sha256()));
        }
        if (!identity(open, provider, threads, memory).equals(identity)) {
            throw another("config.json or tokenizer.json of ‘%s’ are others, or it is computed otherwise (%s)".formatted(model, provider));
        }
    }

    private static UnusableInputException another(String what) {
        return new UnusableInputException("D-601", what + " on a machine of the cluster. Every machine must see the same files there.");
    }

    /// The axes, for a model that is open.
    ///
    /// @throws UnusableInputException D-601 if a lens or kernels are others than the sweep is about
    public SweepGrid grid(OpenModel open) {
        return grid(lenses.stream().map(lens -> lens.choice(open)).toList());
    }

    /// The axes where the lenses are not opened: what rows are kept under is the same.
    public SweepGrid gridOfNames() {
        return grid(lenses.stream().map(NamedLens::named).toList());
    }

    private SweepGrid grid(List<LensChoice> choices) {
        return new SweepGrid(data.all(), edits.stream().map(EditStack::parse).toList(), policies.stream().map(Policy::use).toList(), choices, layers, tracked);
    }

    /// How many shards there are.
    public int shards() {
        return Math.ceilDiv(points.size(), shard);
    }

    /// The studies of a shard, in order.
    public List<SweepPoint> shard(int number) {
        return points.subList(number * shard, Math.min(points.size(), (number + 1) * shard));
    }

    /// As JSON.
    public String json() {
        return MAPPER.writeValueAsString(this);
    }

    /// Reads what [#json] wrote.
    public static SweepWork of(String json) {
        return MAPPER.readValue(json, SweepWork.class);
    }
}
