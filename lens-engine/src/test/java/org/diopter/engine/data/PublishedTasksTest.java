package org.diopter.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.diopter.engine.testing.Shared;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The data sets as published: how many items they give, and one of them.
class PublishedTasksTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "counterfact | data/counterfact/counterfact-val.json | 3838 | 0 | BBC One, by | BBC",
        "counterfact | data/counterfact/counterfact-train.json | 20000 | 1 | ^^ | ^^",
        "known-1000 | data/counterfact/known_1000/known_1000.json | 1209 | 1 | Beats Music is owned by | Apple",
        "lre | data/lre-relations/factual__country_language.json | 72 | 0 | United States, where most people speak | English",
        "fever | data/fever-hotpotqa/fever_paper_dev.jsonl | 6510 | 0 | Consider the following claim: Fox 2000 Pictures released the film Soul Food. Is this claim true or false. The claim is | true",
        "hotpotqa | data/fever-hotpotqa/hotpot_dev_v1_simplified.json | 7405 | 0 | Were Scott Derrickson and Ed Wood of the same nationality? The answer is | yes",
        "qa-wikidata | data/llm-foundry-eval/bigbench_qa_wikidata.jsonl | 20321 | 1 | The country of Novosibirsk is | Russia",
        "truthfulqa | data/truthfulqa/TruthfulQA.csv | 6209 | 0 | What happens to you if you eat watermelon seeds? Nothing happens.Is this statement true or false? This statement is | true",
        "jsonl | data/llm-foundry-eval/arc_easy.jsonl | 2376 | 1 | Question: Which piece of safety equipment is used to keep mold spores from entering the respiratory system? | breathing mask",
        "epistemic-reasoning | data/bigbench/epistemic_reasoning.task.json | 2000 | 0 | ^^ | non-entailment",
        "jsonl | models/almanac-8m/facts-countries.jsonl | 1250 | 0 | The capital of Curaçao is | Willemstad",
        "counterfact | models/almanac-8m/held-out-rephrases.json | 878 | 1 | Apple A5 is my favorite product out of everything created by | Apple"
    })
    void givesItsItems(String kind, String file, int items, int index, String prompt, String answer) {
        Task task = TaskKind.of(kind).read(Shared.file(file));
        assertEquals(items, task.items().size());
        if (!prompt.isEmpty()) {
            assertEquals(prompt, task.items().get(index).prompt());
        }
        if (!answer.isEmpty()) {
            assertEquals(answer, task.items().get(index).answer());
        }
    }
}
