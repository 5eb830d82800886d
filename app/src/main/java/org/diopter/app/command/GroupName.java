package org.diopter.app.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.diopter.engine.laser.HeldAnswers;
import org.diopter.engine.laser.HeldAnswers.Group;

/// A set of items by what a cut did to them: `all`, or a group's name such as `corrected`.
record GroupName(String text) {
    static final String ALL = "all";

    /// @throws IllegalArgumentException with the names that there are, if this is none of them
    static GroupName of(String text) {
        if (!text.equals(ALL) && Arrays.stream(Group.values()).noneMatch(group -> name(group).equals(text))) {
            throw new IllegalArgumentException("'%s' is none of %s, %s".formatted(
                    text, ALL, Arrays.stream(Group.values()).map(GroupName::name).collect(Collectors.joining(", "))));
        }
        return new GroupName(text);
    }

    static String name(Group group) {
        return group.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The places of its items among those that were asked.
    int[] places(HeldAnswers held) {
        return Arrays.stream(Group.values())
                .filter(group -> name(group).equals(text))
                .findFirst()
                .map(held::members)
                .orElseGet(() -> IntStream.range(0, held.items().length).toArray());
    }
}
