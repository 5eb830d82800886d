package org.diopter.engine.imported;

import java.util.List;

/// What can be done with an imported graph, and why not more.
///
/// @param letter `A` everything, `B` without its matrices, `C` its stream only, `D` its logits only
/// @param reasons sentences; none for `A`
public record Tier(char letter, List<String> reasons) {
    public Tier {
        reasons = List.copyOf(reasons);
    }
}
