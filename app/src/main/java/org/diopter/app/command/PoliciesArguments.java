package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import org.diopter.engine.cache.CacheUse;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that name policies to hold against one another.
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
final class PoliciesArguments {
    private static final List<String> BUDGETS = List.of("ratio=", "budget=", "heavy=", "recent=");

    @Option(names = "--policy", paramLabel = "SPEC", required = true,
            description = "A policy, such as a2sf:alpha=0.1,ratio=0.2, h2o:heavy=32,recent=32, local, streaming, ideal, random, tova, full or"
                    + " less:kernels=DIR,on=h2o,ratio=0.2 (kernels=bundled for the bundled model's). May be given several times.")
    private List<String> policies = List.of();

    @Option(names = "--budget-ratio", paramLabel = "R[,R...]", split = ",",
            description = "The share of the text that caches keep, for policies that name no budget of their own; several are all tried.")
    private List<String> ratios = List.of();

    @Option(names = "--alpha", paramLabel = "A[,A...]", split = ",",
            description = "The α of a2sf where it names none; several are all tried.")
    private List<String> alphas = List.of();

    @Mixin
    private TimingArguments timing;

    /// All policies with all ratios and alphas, in this order, each once.
    ///
    /// @param engine names the program's folder, for `kernels=bundled`, and the seed of what is drawn
    /// @throws org.diopter.model.UnusableInputException D-402 if one cannot be read
    List<CacheChoice> choices(EngineArguments engine) {
        TypedPolicies typed = TypedPolicies.of(engine);
        List<CacheChoice> choices = new ArrayList<>();
        for (String policy : policies) {
            for (String sized : each(policy, BUDGETS, "ratio=", policy.equals("full") ? List.of() : ratios)) {
                for (String spec : each(sized, List.of("alpha="), "alpha=", forgets(sized) ? alphas : List.of())) {
                    choices.add(CacheChoice.of(new CacheUse(typed.policy(spec), timing.timing())));
                }
            }
        }
        return choices.stream().distinct().toList();
    }

    private static boolean forgets(String policy) {
        return policy.startsWith("a2sf") || policy.startsWith("less:") && settings(policy).stream().anyMatch(setting -> setting.startsWith("on=a2sf"));
    }

    /// What stands behind the name of a policy. Policies of heads have no settings of their own.
    private static List<String> settings(String policy) {
        int colon = policy.indexOf(':');
        return colon < 0 || policy.startsWith("heads:") ? List.of() : List.of(policy.substring(colon + 1).split(","));
    }

    private static boolean hasOne(String policy, List<String> names) {
        return settings(policy).stream().anyMatch(setting -> names.stream().anyMatch(setting::startsWith));
    }

    /// A policy with each value of a setting, or as it is where it has one of some settings already, or there is no value.
    private static List<String> each(String policy, List<String> settings, String setting, List<String> values) {
        if (values.isEmpty() || policy.startsWith("heads:") || hasOne(policy, settings)) {
            return List.of(policy);
        }
        String before = policy + (policy.contains(":") ? "," : ":") + setting;
        return values.stream().map(value -> before + value).toList();
    }
}
