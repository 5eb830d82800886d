package org.diopter.views.testing;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.diopter.engine.BlockAttention;
import org.diopter.engine.LensChoice;
import org.diopter.engine.MemoryEstimate;
import org.diopter.engine.MemoryMode;
import org.diopter.engine.MemoryUse;
import org.diopter.engine.ModelCard;
import org.diopter.engine.ModelId;
import org.diopter.engine.SelfCheck;
import org.diopter.engine.Study;
import org.diopter.engine.data.OptionPrompt;
import org.diopter.engine.data.OptionTrajectory;
import org.diopter.engine.lens.Lens;
import org.diopter.engine.lens.LensDifference;
import org.diopter.engine.lens.Statistic;
import org.diopter.engine.lens.SyntheticTrajectories;
import org.diopter.engine.lens.Trajectory;
import org.diopter.engine.lens.Translator;
import org.diopter.model.hub.CardFile;
import org.diopter.model.tokenizer.TokenSequence;
import org.diopter.views.figure.Palette;
import org.diopter.views.figure.Provenance;
import org.diopter.views.figure.Sheet;
import org.diopter.views.figure.TokenLabels;
import org.diopter.views.figure.TrajectoryFigure;
import org.diopter.views.figure.TrajectoryLook;
import org.diopter.views.figure.Viewport;
import org.diopter.views.kit.Findings;
import org.diopter.views.kit.HeldLens;
import org.diopter.views.model.ModelFacts;

/// Findings, cards and attention with seeded, made-up numbers.
public final class MadeUp {
    /// The made-up model's layers.
    public static final int LAYERS = 6;
    public static final int HEADS = 3;

    private MadeUp() {}

    /// A model's card.
    public static ModelCard card(String name) {
        return card(name, "9f2c41d8aabbccddeeff00112233445566778899aabbccddeeff001122334455");
    }

    /// A model's card.
    public static ModelCard card(String name, String sha256) {
        Words words = new Words();
        return new ModelCard(new ModelId(name, Path.of("models", name), sha256),
                "llama", 'A',
                LAYERS, 16, HEADS, HEADS, 8, words.size(), 64, 7_900_000, 15_800_000, "float16",
                List.of(new ModelCard.Part(-1, "embedding", "model.embed_tokens.weight", List.of(24L, 16L), "F16", 768),
                        new ModelCard.Part(0, "attn.q", "model.layers.0.self_attn.q_proj.weight", List.of(16L, 16L), "F16", 512),
                        new ModelCard.Part(0, "mlp.down", "model.layers.0.mlp.down_proj.weight", List.of(16L, 32L), "F16", 1024),
                        new ModelCard.Part(1, "attn.q", "model.layers.1.self_attn.q_proj.weight", List.of(16L, 16L), "F16", 512),
                        new ModelCard.Part(-1, "norm", "model.norm.weight", List.of(16L), "F16", 32)));
    }

    /// A self-check that passed.
    public static SelfCheck check() {
        return new SelfCheck(3.8e-6, 2.1e-7, 18.1, 42, 42, List.of(6e-9, 2e-8, 4e-8, 6e-8, 8e-8, 1e-7, 2e-7),
                List.of(new SelfCheck.Check("logits against the whole model", 2.1e-7, 1e-5, true)), 32_000_000, 30_000_000, 400);
    }

    /// What a model takes of memory.
    public static MemoryUse memory() {
        return new MemoryUse(MemoryMode.USUAL, new MemoryEstimate(15_800_000, 31_600_000, 40_000_000, 70_000_000), 74_000_000);
    }

    /// What is known of an open model whose check has passed.
    public static ModelFacts facts(Optional<String> tokenizerProblem) {
        CardFile about = new CardFile(Optional.of("mit"), List.of("org/base"));
        return new ModelFacts(card("made-up"), Optional.of(check()), tokenizerProblem, "Logit lens", memory(), about);
    }

    /// What a run of these tokens finds.
    ///
    /// @param tracked how many of the first ids are tracked everywhere
    public static Trajectory trajectory(TokenSequence tokens, int tracked) {
        int[] ids = tokens.toArray();
        int[] finals = ids.clone();
        for (int i = 0; i < finals.length; i++) {
            finals[i] = 2 + (ids[i] * 7 + i) % (new Words().size() - 2);
        }
        return SyntheticTrajectories.tracking(tracked, ids, finals, LAYERS, new Words().size(), 7);
    }

    /// The same tokens read through another lens: the output is the same, the layers below it are not.
    public static Trajectory tuned(TokenSequence tokens, int tracked) {
        Trajectory logit = trajectory(tokens, tracked);
        for (int row = 0; row < LAYERS; row++) {
            for (int position = 0; position < logit.positions(); position++) {
                float kl = logit.value(Statistic.KL_TO_FINAL, row, position);
                logit = SyntheticTrajectories.withValue(logit, Statistic.KL_TO_FINAL, row, position, kl / 4);
            }
        }
        return logit;
    }

    /// How both readings differ: not at all.
    public static LensDifference difference(TokenSequence tokens) {
        return SyntheticTrajectories.noDifference(LAYERS + 1, tokens.length());
    }

    /// Findings through a lens.
    public static Findings tunedFindings(String text, HeldLens lens) {
        TokenSequence tokens = new Words().encode(text).tokens();
        Findings plain = findings(tuned(tokens, 0));
        Provenance p = plain.provenance();
        return new Findings(new Study(plain.study().model(), tokens, lens.choice()), plain.card(), plain.tokenizer(), plain.trajectory(), plain.labels(),
                new Provenance(p.version(), p.model(), p.modelSha256(), lens.title(), lens.choice().sha256(), p.prompt(), p.promptSha256(), p.tokens(),
                        p.edits(), p.cache(), p.seed(), p.provider(), p.time(), p.study()));
    }

    /// What a model makes of prompts: the longer the text, the later it decides.
    public static List<OptionTrajectory> options(List<OptionPrompt> prompts) {
        List<OptionTrajectory> read = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            OptionPrompt prompt = prompts.get(i);
            double[][] byLayer = new double[LAYERS + 1][prompt.options().size()];
            for (int layer = 0; layer <= LAYERS; layer++) {
                for (int option = 0; option < byLayer[layer].length; option++) {
                    byLayer[layer][option] = -5 + 0.01 * prompt.text().length() + layer * 0.5 * (option == 0 ? 1 : -1) + Math.sin(i * 7.0 + layer + option);
                }
            }
            read.add(new OptionTrajectory(byLayer, new double[] {prompt.text().length(), Math.cos(i)}));
        }
        return read;
    }

    /// A lens that the made-up model holds.
    public static HeldLens lens(String name) {
        Translator translator = new Translator(2, new float[] {3, 0, 0, 4}, new float[] {0, 1});
        Lens lens = new Lens(Lens.Kind.TUNED, name, "", Collections.nCopies(LAYERS, translator));
        return HeldLens.of(new LensChoice.Translated(name, "77aa"), lens);
    }

    /// The same with only some columns known.
    public static Trajectory partial(TokenSequence tokens, BitSet known) {
        int[] ids = tokens.toArray();
        return SyntheticTrajectories.of(ids, ids, LAYERS, new Words().size(), known, 7);
    }

    /// The findings for a text.
    public static Findings findings(String text) {
        TokenSequence tokens = new Words().encode(text).tokens();
        return findings(trajectory(tokens, 0));
    }

    /// The findings for a trajectory.
    public static Findings findings(Trajectory trajectory) {
        ModelCard card = card("made-up");
        Words words = new Words();
        return new Findings(new Study(card.id(), trajectory.tokens(), new LensChoice.Logit()), card, Optional.of(words), trajectory,
                TokenLabels.of(trajectory, Optional.of(words)), new Provenance("0.1.0", "made-up", card.id().sha256(), "logit lens", "",
                        Words.PROMPT, "77e1b2c3",
                        trajectory.positions(), "none", "none", 42, "CPU, float32", Instant.parse("2026-11-25T12:00:00Z"), ""));
    }

    /// The grid of the usual prompt.
    public static TrajectoryFigure grid() {
        Findings f = findings(Words.PROMPT);
        return new TrajectoryFigure(f.trajectory(), f.labels(), f.card().vocabulary(), List.of(), TrajectoryLook.standard(), Viewport.WHOLE,
                new Sheet(Palette.LIGHT, 800, 400), f.provenance());
    }

    /// Attention whose every query looks at its own key and, less, at the first.
    public static BlockAttention attention(TokenSequence tokens, int block) {
        int n = tokens.length();
        float[] all = new float[HEADS * n * n];
        for (int head = 0; head < HEADS; head++) {
            for (int query = 0; query < n; query++) {
                all[(head * n + query) * n + query] += 0.75f;
                all[(head * n + query) * n] += 0.25f;
            }
        }
        return new BlockAttention(tokens, block, HEADS, all);
    }
}
