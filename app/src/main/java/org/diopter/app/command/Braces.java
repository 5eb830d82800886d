package org.diopter.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts that stand for several: `rank:block={0..2},rho={0.1,0.3}` is six. What stands between braces is a list; `a..b` in it counts from a to b.
final class Braces {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,6})\\.\\.([0-9]{1,6})");

    private Braces() {}

    /// All that a text stands for, the last pair of braces changing fastest.
    ///
    /// @param most how many these may be
    /// @throws IllegalArgumentException with what is wrong, in a clause
    static List<String> expanded(String text, int most) {
        List<String> texts = List.of("");
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            requireNone(text.substring(at, open < 0 ? text.length() : open), '}');
            if (open < 0) {
                return appended(texts, List.of(text.substring(at)), most);
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("a brace is not closed");
            }
            String inside = text.substring(open + 1, close);
            requireNone(inside, '{');
            texts = appended(appended(texts, List.of(text.substring(at, open)), most), alternatives(inside, most), most);
            at = close + 1;
        }
        return texts;
    }

    private static void requireNone(String text, char brace) {
        if (text.indexOf(brace) >= 0) {
            throw new IllegalArgumentException("a brace ‘%s’ has no partner".formatted(brace));
        }
    }

    private static List<String> alternatives(String inside, int most) {
        List<String> alternatives = new ArrayList<>();
        for (String one : inside.split(",", -1)) {
            String value = one.strip();
            Matcher range = RANGE.matcher(value);
            if (range.matches()) {
                int first = Integer.parseInt(range.group(1));
                int last = Integer.parseInt(range.group(2));
                requireRange(value, first, last, most);
                for (int number = first; number <= last; number++) {
                    alternatives.add(Integer.toString(number));
                }
            } else if (value.isEmpty() || value.contains("..")) {
                throw new IllegalArgumentException("‘{%.40s}’ is no list such as {0.1,0.3} or {0..7}".formatted(inside));
            } else {
                alternatives.add(value);
            }
        }
        return alternatives;
    }

    private static void requireRange(String range, int first, int last, int most) {
        if (last < first) {
            throw new IllegalArgumentException("‘%s’ goes down; write the smaller number first".formatted(range));
        }
        if (last - first >= most) {
            throw tooMany(most);
        }
    }

    private static List<String> appended(List<String> texts, List<String> ends, int most) {
        if ((long) texts.size() * ends.size() > most) {
            throw tooMany(most);
        }
        return texts.stream().flatMap(text -> ends.stream().map(text::concat)).toList();
    }

    private static IllegalArgumentException tooMany(int most) {
        return new IllegalArgumentException("it stands for more than %d".formatted(most));
    }
}
