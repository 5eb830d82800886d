package org.diopter.model.glassbox;

/// The model card.
final class Card {
    static final String TEXT = """
            # glassbox

            A tiny decoder of the Llama layout that was not trained: a program wrote its weights, so that what every method must find in it is known. 5 blocks,
            width 128, 4 heads of width 16, SwiGLU 32, RMSNorm 1e-6, rotary 10,000, 57 whole words, embedding and unembedding apart, 0.24 M parameters, float32.
            The program is `org.diopter.model.glassbox.GlassBox` in Diopter's source; it writes the same bytes on every machine.

            | block | part | what is planted |
            | --- | --- | --- |
            | 0 | MLP | the next word of the story "then we walk past the old mill and" |
            | 1 | head 0 | carries the country to the word that asks about it: "is" or "with" |
            | 2 | MLP | writes the capital, one component a fact |
            | 3 | MLP | the 8 large components of mlp.down write the money; the 8 small ones write the best-known city over the capital |
            | 4 | head 0, MLP | finds amber, cobalt, ivory or scarlet, however early it stood, and says it after "recall" |

            Everything else is dust: numbers up to 2^-14 that change no prediction.

            | what is asked | what must show |
            | --- | --- |
            | the logit lens on "The capital of Turkey is" | nothing up to layer 2, Ankara at layer 3, Istanbul from layer 4 to the output |
            | prediction depth | 1 in the story, 4 for capitals and money, 5 after "recall" |
            | a trained lens | reads Istanbul from layer 2 on, since the country has arrived there, and cannot before |
            | a rank reduction | mlp.down of block 3 cut to its 8 largest components answers every question; nothing else helps |
            | causal directions at layer 3 | the first 8 are the capitals; without one, its fact is gone and no other |
            | cache policies on long-text.txt | whoever forgets "amber" cannot say it: a window of recent tokens does, accumulated attention does not |

            | file | what |
            | --- | --- |
            | `config.json`, `model.safetensors`, `tokenizer.json`, `tokenizer_config.json` | a Hugging Face folder |
            | `sample-text.txt`, `evaluation-text.txt` | sentences of facts, for lenses and causal directions |
            | `questions.jsonl` | 28 questions with right answers: 8 capitals, 16 about money, 4 words to recall; the model gets the capitals wrong |
            | `long-text.txt` | a walk of 208 tokens that ends by asking for a word of its beginning |

            Licence: Apache-2.0.
            """;

    private Card() {}
}
