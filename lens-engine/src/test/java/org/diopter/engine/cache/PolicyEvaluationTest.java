package org.diopter.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.diopter.engine.lens.ReadOut;
import org.diopter.engine.runtime.Cancellation;
import org.diopter.engine.testing.Reference;
import org.diopter.engine.testing.Shared;
import org.diopter.model.Progress;
import org.diopter.model.tokenizer.TokenSequence;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyEvaluationTest {
    private static final String FOLDER = "oracles/methods/kv/";

    @Test
    void effectsOnPredictionsAreTheReferences() throws IOException {
        JsonNode rows = JsonMapper.shared().readTree(Files.readString(Shared.file(FOLDER + "model-policies.json"))).get("rows");
        TokenSequence tokens = Reference.read(Shared.file(FOLDER + "model-policies.safetensors")).tokens("input_ids");
        List<String> keys = List.of("ratio-0.2.local", "ratio-0.2.streaming", "ratio-0.5.local");
        try (PolicyModel model = PolicyModel.open(Shared.file("models/stories260K-hf"));
                ReadOut readOut = readOut(model);
                CacheRun full = model.full(tokens);
                PolicyEvaluation evaluation = new PolicyEvaluation(readOut, model.split().shape().vocabulary(), full)) {
            for (JsonNode row : rows) {
                if (keys.contains(row.get("key").asString())) {
                    check(row, measure(model, evaluation, tokens, policy(row)));
                }
            }
        }
    }

    private static ScorePolicy policy(JsonNode row) {
        return ScorePolicy.of(row.get("s").asInt(), row.get("h").asInt(), row.get("r").asInt(), 1, Grouping.NONE);
    }

    private static PolicyEffect measure(PolicyModel model, PolicyEvaluation evaluation, TokenSequence tokens, CachePolicy policy) {
        try (CacheRun run = model.run(tokens, policy, Timing.STREAMING)) {
            return evaluation.effect(run, new Cancellation());
        }
    }

    private static void check(JsonNode row, PolicyEffect effect) {
        String key = row.get("key").asString();
        assertEquals(row.get("perplexity").asDouble(), effect.perplexity(), 1e-3, key);
        assertEquals(row.get("mean_kl_full_policy_nats").asDouble(), effect.meanKl(), 1e-4, key);
        assertEquals(row.get("top1_agreement").asDouble(), effect.agreement(), 1e-9, key);
        for (int block = 0; block < effect.retainedMass().size(); block++) {
            JsonNode means = row.get("per_layer_mean_all_rows").get(block);
            assertEquals(means.get("mass").asDouble(), effect.retainedMass().get(block), 1e-4, key);
            assertEquals(means.get("cos_full").asDouble(), effect.cosineToFull().get(block), 1e-4, key);
            assertEquals(means.get("cos_ideal").asDouble(), effect.cosineToIdeal().get(block), 1e-4, key);
        }
    }

    @Test
    void aDividedBudgetHasTheSameTotalAndRetainsMore() {
        TokenSequence tokens = Reference.read(Shared.file(FOLDER + "model-policies.safetensors")).tokens("input_ids");
        try (PolicyModel model = PolicyModel.open(Shared.file("models/stories260K-hf"));
                ReadOut readOut = readOut(model);
                CacheRun full = model.full(tokens);
                PolicyEvaluation evaluation = new PolicyEvaluation(readOut, model.split().shape().vocabulary(), full)) {
            ScorePolicy even = (ScorePolicy) CachePolicy.parse("h2o:heavy=16,recent=16");
            HeadPolicies divided = divided(model, full, evaluation, even, BudgetSearch.Objective.MASS);
            int caches = divided.blocks().stream().mapToInt(List::size).sum();
            int total = divided.blocks().stream().flatMap(List::stream).mapToInt(policy -> policy.budget(tokens.length())).sum();
            assertEquals(32 * caches, total);
            PolicyEffect before = measure(model, evaluation, tokens, even);
            PolicyEffect after = measure(model, evaluation, tokens, divided);
            assertTrue(after.meanRetainedMass() > before.meanRetainedMass(), after.meanRetainedMass() + " after " + before.meanRetainedMass());
        }
    }

    private static HeadPolicies divided(PolicyModel model, CacheRun full, PolicyEvaluation evaluation, ScorePolicy even, BudgetSearch.Objective by) {
        Cancellation go = new Cancellation();
        CachePass.Request request = CachePass.Request.of(full.residuals().tokens(), CacheUse.streaming(even));
        return new BudgetSearch(model.split(), full.residuals(), request, stream -> evaluation.crossEntropy(stream, go))
                .search(new BudgetSearch.Choices(8, List.of(), by), Progress.NONE, go);
    }

    @Test
    void theLossOfAStreamIsThatOfItsEffect() {
        TokenSequence tokens = Reference.read(Shared.file(FOLDER + "model-policies.safetensors")).tokens("input_ids");
        try (PolicyModel model = PolicyModel.open(Shared.file("models/stories260K-hf"));
                ReadOut readOut = readOut(model);
                CacheRun full = model.full(tokens);
                CacheRun run = model.run(tokens, CachePolicy.parse("local:recent=16"), Timing.STREAMING);
                PolicyEvaluation evaluation = new PolicyEvaluation(readOut, model.split().shape().vocabulary(), full)) {
            Cancellation go = new Cancellation();
            double loss = evaluation.crossEntropy(run.residuals().layer(run.residuals().lastLayer()), go);
            assertEquals(evaluation.effect(run, go).meanCrossEntropy(), loss, 1e-6);
        }
    }

    private static ReadOut readOut(PolicyModel model) {
        return new ReadOut(model.model().architecture(), model.model().graphs(), model.model().runtime(), true);
    }
}
