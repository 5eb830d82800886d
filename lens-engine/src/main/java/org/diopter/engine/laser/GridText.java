package org.diopter.engine.laser;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.diopter.engine.edit.RankRule;
import org.diopter.model.UnusableInputException;

/// Reads what a person writes for a grid: shares such as `0.9,0.1`, blocks such as `0,4-7`.
public final class GridText {
    private static final String CODE = "D-205";
    private static final Pattern SHARE = Pattern.compile("-?[0-9]{0,9}(\\.[0-9]{0,30})?");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");
    /// No model has so many blocks: a range of more is a slip of the pen.
    private static final int MOST_BLOCKS = 10_000;

    private GridText() {}

    /// Shares of components.
    ///
    /// @throws UnusableInputException if one is no number, outside [0, 1], or there twice
    public static List<BigDecimal> shares(List<String> texts) {
        List<BigDecimal> shares = new ArrayList<>();
        Set<BigDecimal> seen = new HashSet<>();
        for (String text : texts) {
            BigDecimal share = share(text);
            RankRule.requireShare(share);
            if (!seen.add(share.stripTrailingZeros())) {
                throw new UnusableInputException(CODE, "rho %s is there twice. Say each share once.".formatted(share.toPlainString()));
            }
            shares.add(share);
        }
        return shares;
    }

    private static BigDecimal share(String text) {
        String digits = text.strip();
        if (!SHARE.matcher(digits).matches() || digits.chars().noneMatch(Character::isDigit)) {
            throw new UnusableInputException(CODE, "‘%.40s’ is no number for rho. Write a share from 0 to 1, for example 0.1.".formatted(text));
        }
        return new BigDecimal(digits);
    }

    /// Numbers of blocks and ranges of them, ends included.
    ///
    /// @throws UnusableInputException if one is neither, or a range goes down
    public static List<Integer> blocks(List<String> texts) {
        List<Integer> blocks = new ArrayList<>();
        for (String text : texts) {
            Matcher range = RANGE.matcher(text.strip());
            if (!range.matches()) {
                throw new UnusableInputException(CODE, "‘%.40s’ is no block and no range of blocks such as 4-7.".formatted(text));
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (last < first || last - first > MOST_BLOCKS) {
                throw new UnusableInputException(CODE, "‘%.40s’ is no range of blocks: it goes from the smaller number to the larger one.".formatted(text));
            }
            for (int block = first; block <= last; block++) {
                blocks.add(block);
            }
        }
        return blocks;
    }
}
