package org.diopter.views.cache;

import java.util.Arrays;
import java.util.Optional;
import org.diopter.engine.cache.CachePolicy;
import org.diopter.engine.cache.LessPolicy;
import org.diopter.engine.cache.ScorePolicy;
import org.diopter.views.cache.PolicyForm.Kind;
import org.diopter.views.cache.PolicyForm.Part;

/// Reads a policy's settings back into the fields of a form.
record PolicyFields(CachePolicy policy) {
    /// The sink that StreamingLLM has where a form gives a share only.
    private static final String USUAL_SINK = "4";

    /// @return nothing where the fields cannot say all of it
    Optional<PolicyForm> in(PolicyForm form) {
        if (policy instanceof LessPolicy(ScorePolicy sparse, var kernels)) {
            Optional<Kind> kind = switch (sparse.kind()) {
                case H2O -> Optional.of(Kind.LESS);
                case A2SF -> Optional.of(Kind.LESS_A2SF);
                default -> Optional.empty();
            };
            return kind.flatMap(it -> settings(form.with(it).withKernels(Optional.of(kernels.folder())), sparse.text()));
        }
        String name = policy.text().substring(0, Math.max(0, policy.text().indexOf(':')));
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.hasFields() && !kind.hasKernels() && kind.text().equals(name))
                .findFirst()
                .flatMap(kind -> settings(form.with(kind), policy.text()));
    }

    private static Optional<PolicyForm> settings(PolicyForm form, String text) {
        String[] settings = text.substring(text.indexOf(':') + 1).split(",");
        boolean byShare = Arrays.stream(settings).anyMatch(setting -> setting.startsWith("ratio="));
        PolicyForm read = form.byShare(byShare);
        if (!byShare) {
            read = read.split(0, 0, 0);
        }
        for (String setting : settings) {
            String name = setting.substring(0, setting.indexOf('='));
            String value = setting.substring(setting.indexOf('=') + 1);
            Optional<Part> part = form.kind().parts().stream().filter(known -> known.text().equals(name)).findFirst();
            if (name.equals("ratio")) {
                read = read.withShare(value);
            } else if (name.equals("alpha")) {
                read = read.withAlpha(value);
            } else if (part.isPresent() && !byShare) {
                read = read.with(part.get(), value);
            } else if (!(form.kind() == Kind.STREAMING && name.equals("sink") && value.equals(USUAL_SINK))) {
                return Optional.empty();
            }
        }
        return Optional.of(read);
    }
}
