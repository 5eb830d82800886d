package org.diopter.app.session;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.diopter.engine.Study;
import org.diopter.engine.cache.CacheUse;
import org.diopter.views.edits.CardText;
import org.diopter.views.edits.StudyState;
import org.jspecify.annotations.Nullable;

/// A study as every result of the command line carries it, `diopter lens` above all: what is in a session can be run by `diopter run`.
///
/// @param command `lens`
/// @param layers empty: all of them
/// @param track tokens that are followed
@JsonPropertyOrder("command")
public record SavedStudy(
        String command,
        Model model,
        Input input,
        SavedLens lens,
        Edits edits,
        List<Integer> layers,
        int topK,
        List<Integer> track,
        String unit,
        Engine engine) {
    private static final String COMMAND = "lens";
    private static final int TOP = 10;

    /// @param source what the model is called here: `bundled`, `glassbox` or an absolute path
    /// @param sha256 of its weights
    public record Model(String source, String name, String sha256) {
        public Model {
            Limits.path("model", source);
            Limits.text("name of a model", name, Limits.NAME);
            Limits.text("sha256", sha256, Limits.NAME);
        }
    }

    /// @param prompt null where ids were given
    public record Input(@Nullable String prompt, List<Integer> tokens) {
        public Input {
            Limits.count("tokens", tokens, Limits.TOKENS);
            tokens = List.copyOf(tokens);
            if (prompt != null) {
                Limits.text("prompt", prompt, Limits.TEXT);
            }
        }
    }

    /// @param stack the edits that act
    /// @param comparedWith empty: nothing is compared
    public record Edits(List<String> stack, List<String> comparedWith, Cache cache, Cache comparedCache) {
        public Edits {
            Limits.count("edits", stack, Limits.CARDS);
            stack = List.copyOf(stack);
            comparedWith = List.copyOf(comparedWith);
        }
    }

    /// What stays in the caches.
    public record Cache(String policy, int promptLength, @Nullable String kernelsSha256) {
        static final Cache FULL = of(CacheUse.FULL);

        public Cache {
            Limits.text("policy", policy, Limits.NAME);
        }

        static Cache of(CacheUse use) {
            return new Cache(use.policy().text(), use.timing().prompt(), use.kernels().orElse(null));
        }
    }

    /// How it is computed.
    public record Engine(String provider, int threads, long seed) {
        /// As it comes, with a seed.
        public static Engine usual(long seed) {
            return new Engine("auto", Runtime.getRuntime().availableProcessors(), seed);
        }
    }

    public SavedStudy {
        if (!command.equals(COMMAND)) {
            throw new IllegalArgumentException("a study of '" + command + "'");
        }
        Limits.count("layers", layers, Limits.NAME);
        Limits.count("tracked tokens", track, Limits.PINS);
        layers = List.copyOf(layers);
        track = List.copyOf(track);
    }

    /// What runs on the screen.
    ///
    /// @param source what its model is called here
    /// @param ids whether the prompt is token ids
    public static SavedStudy of(Study study, String source, StudyState state, boolean ids, List<Integer> track, Engine engine) {
        return new SavedStudy(
                COMMAND,
                new Model(source, study.model().name(), study.model().sha256()),
                new Input(ids ? null : state.prompt().text(), Arrays.stream(study.tokens().toArray()).boxed().toList()),
                SavedLens.of(state.lens()),
                new Edits(study.edits().texts(), List.of(), Cache.of(study.cache()), Cache.FULL),
                List.of(),
                TOP,
                track,
                "nats",
                engine);
    }

    /// The same of another place of its model.
    public SavedStudy at(String source) {
        return new SavedStudy(command, new Model(source, model.name(), model.sha256()), input, lens, edits, layers, topK, track, unit, engine);
    }

    /// What the user had, as far as the study alone tells: edits that did not act are not in it.
    SavedState state() {
        List<CardText> cards = new ArrayList<>();
        edits.stack().forEach(edit -> cards.add(new CardText(edit, false, false)));
        if (!edits.cache().equals(Cache.FULL)) {
            cards.add(new CardText("cache:prompt=" + edits.cache().promptLength() + " " + edits.cache().policy(), false, false));
        }
        String prompt = input.prompt();
        String ids = String.join(" ", input.tokens().stream().map(String::valueOf).toList());
        return new SavedState(prompt == null ? ids : prompt, lens.use(), cards);
    }
}
