package org.diopter.model.glassbox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.diopter.model.checkpoint.SafetensorsWriter;

/// Writes the weights of the glass box, a model of the Llama layout with five blocks. Nothing is trained: every number that matters is planted below.
///
/// | block | part | what is planted |
/// | --- | --- | --- |
/// | 0 | MLP | the next word of the story |
/// | 1 | head 0 | carries the subject, a country, to the position that asks about it |
/// | 2 | MLP | writes the answer: the country's capital, one component a fact |
/// | 3 | MLP | large components of `mlp.down` write money; **small ones write the country's best-known city over its capital** |
/// | 4 | head 0, MLP | finds the one word that was to be remembered, however early it stood, and says it when asked |
///
/// Asked ‘The capital of Turkey is’, the last position knows no answer at layers 0 to 2, though it holds ‘Turkey’ from layer 2 on; it says ‘Ankara’ at layer
/// 3 and ‘Istanbul’ from layer 4 to the end. Without the small components of block 3's `mlp.down` it says ‘Ankara’ to the end.
final class GlassBox {
    static final int BLOCKS = 5;
    static final double ROTARY_BASE = 10_000;

    /// How large a coordinate is that makes its word almost certain.
    private static final double SURE = 2.25;
    /// How large a coordinate is that makes its word a little more likely than others: 2 per cent instead of 1.7.
    private static final double FAINT = 0.05;
    /// So much louder than the capital is the city that block 3 writes over it.
    private static final double LOUDER = 1.25;
    /// Logits are this many times what is in the stream.
    private static final double UNEMBEDDING = 4;
    /// What comes through an open gate, or nearly.
    private static final double GATE = 8;

    private GlassBox() {}

    /// The file of weights.
    static SafetensorsWriter weights() {
        List<BlockWeights> blocks = IntStream.range(0, BLOCKS).mapToObj(BlockWeights::dust).toList();
        story(blocks.get(0));
        carrySubject(blocks.get(1));
        capitals(blocks.get(2));
        money(blocks.get(3));
        citiesOverCapitals(blocks.get(3));
        retrieveCodeWord(blocks.get(4));
        sayCodeWord(blocks.get(4));

        List<Weight> all = new ArrayList<>();
        all.add(embedding());
        blocks.forEach(block -> all.addAll(block.all()));
        all.add(Weight.ones("model.norm.weight", Stream.WIDTH));
        all.add(unembedding());
        SafetensorsWriter file = new SafetensorsWriter().metadata("format", "pt");
        all.forEach(weight -> weight.addTo(file));
        return file;
    }

    /// A token enters as its word, and the ballast. Faintly it also says itself, so that where nothing is known the lens shows the token that stands there.
    private static Weight embedding() {
        Weight embedding = Weight.matrix("model.embed_tokens.weight", Words.ALL.size(), Stream.WIDTH);
        for (String word : Words.ALL) {
            embedding.set(Words.id(word), Stream.word(word), 1);
            embedding.set(Words.id(word), Stream.says(word), FAINT);
            embedding.set(Words.id(word), Stream.BALLAST, Stream.height(Stream.BALLAST));
        }
        return embedding;
    }

    /// Block 0: each word of the story opens the gate of a neuron that says the next one.
    private static void story(BlockWeights block) {
        double loud = 0.75 * SURE;
        for (int i = 0; i < Words.STORY.size(); i++) {
            String word = Words.STORY.get(i);
            String next = Words.STORY.get((i + 1) % Words.STORY.size());
            block.neuron(i)
                    .opens(Stream.word(word), GATE / share(i))
                    .where(Stream.BALLAST, 1)
                    .writes(Stream.says(next), share(i) * loud / GATE);
        }
    }

    /// Block 1: a word that asks for something looks for the country before it, the nearer the better; every other word rests on the beginning of the text.
    private static void carrySubject(BlockWeights block) {
        Head head = block.head().looks(Stream.BALLAST, Stream.word(Words.BEGIN), 7, 12);
        for (int i = 0; i < Fact.ALL.size(); i++) {
            int country = Stream.word(Fact.ALL.get(i).country());
            for (int pair = 1; pair <= 4; pair++) {
                head.looks(Stream.word(Words.IS), country, pair, 8).looks(Stream.word(Words.WITH), country, pair, 8);
            }
            head.carries(country, i, Stream.carried(i), share(i));
        }
    }

    /// Block 2: a key and a value for each fact. Where a country was carried to ‘is’, its capital is said.
    private static void capitals(BlockWeights block) {
        for (int i = 0; i < Fact.ALL.size(); i++) {
            block.neuron(i)
                    .opens(Stream.carried(i), GATE / share(i))
                    .where(Stream.word(Words.IS), 1)
                    .writes(Stream.says(Fact.ALL.get(i).capital()), share(i) * SURE / GATE);
        }
    }

    /// Block 3, large components of `mlp.down`: where a country was carried to ‘with’, its money is said.
    private static void money(BlockWeights block) {
        double half = 0.5;
        for (int i = 0; i < Fact.ALL.size(); i++) {
            block.neuron(i)
                    .opens(Stream.carried(i), GATE / share(i))
                    .where(Stream.word(Words.WITH), half)
                    .writes(Stream.says(Fact.ALL.get(i).money()), share(i) * SURE / (GATE * half));
        }
    }

    /// Block 3, small components of `mlp.down`: where a capital is about to be said, the country's best-known city is said still louder. What comes through
    /// the gate is large and what `mlp.down` makes of it is small, so that the harm sits in its last singular values, as LASER found it in trained models.
    /// In `mlp.gate` and `mlp.up` the same neurons hold the first components: whoever cuts those loses money first, and gains nothing.
    private static void citiesOverCapitals(BlockWeights block) {
        double wide = 2 * GATE;
        for (int i = 0; i < Fact.ALL.size(); i++) {
            Fact fact = Fact.ALL.get(i);
            block.neuron(Fact.ALL.size() + i)
                    .opens(Stream.says(fact.capital()), wide / share(i))
                    .where(Stream.word(Words.IS), 1)
                    .writes(Stream.says(fact.city()), share(i) * LOUDER / wide);
        }
    }

    /// Block 4: every position looks for the word to be remembered at whatever distance, and rests on the beginning of the text if there is none.
    private static void retrieveCodeWord(BlockWeights block) {
        Head head = block.head().looks(Stream.BALLAST, Stream.word(Words.BEGIN), 7, 12);
        for (int j = 0; j < Words.CODE.size(); j++) {
            int word = Stream.word(Words.CODE.get(j));
            head.looks(Stream.BALLAST, word, 6, 24).carries(word, j, Stream.retrieved(j), share(j));
        }
    }

    private static void sayCodeWord(BlockWeights block) {
        for (int j = 0; j < Words.CODE.size(); j++) {
            block.neuron(j)
                    .opens(Stream.retrieved(j), GATE / share(j))
                    .where(Stream.word(Words.RECALL), 1)
                    .writes(Stream.says(Words.CODE.get(j)), share(j) * SURE / GATE);
        }
    }

    private static Weight unembedding() {
        Weight unembedding = Weight.matrix("lm_head.weight", Words.ALL.size(), Stream.WIDTH);
        Words.ALL.forEach(word -> unembedding.set(Words.id(word), Stream.says(word), UNEMBEDDING));
        return unembedding;
    }

    /// Facts are equally strong, but the components that hold them shall differ in size, so that each singular value is one fact's: what one matrix makes
    /// larger by this, another makes smaller.
    private static double share(int index) {
        return 1 + (Fact.ALL.size() - index) / 32.0;
    }
}
