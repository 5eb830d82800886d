package org.diopter.views.figure;

/// How numbers are written (UI guide §4.4). The same in every locale: a point before decimals, U+2212 for minus.
public final class Numbers {
    private static final char MINUS = '\u2212';
    private static final char THIN_SPACE = '\u2009';
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private Numbers() {}

    /// With at least this many decimals, and as many more, up to six, as the number itself has: `0.20`, `0.125`.
    public static String atLeast(double value, int decimals) {
        int more = decimals;
        while (more < POWERS.length - 1 && Math.abs(Math.rint(value * POWERS[more]) / POWERS[more] - value) > 1e-9) {
            more++;
        }
        return fixed(value, more);
    }

    /// With this many decimals, at most six; halves away from zero. Nothing is grouped.
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        long scaled = Math.round(Math.abs(value) * POWERS[decimals]);
        if (scaled == Long.MAX_VALUE) {
            return value < 0 ? MINUS + "∞" : "∞";
        }
        StringBuilder text = new StringBuilder();
        if (value < 0 && scaled != 0) {
            text.append(MINUS);
        }
        text.append(scaled / POWERS[decimals]);
        if (decimals > 0) {
            String fraction = Long.toString(scaled % POWERS[decimals]);
            text.append('.').repeat('0', decimals - fraction.length()).append(fraction);
        }
        return text.toString();
    }

    /// As [#fixed], with a plus before what is above zero after rounding.
    public static String signed(double value, int decimals) {
        boolean positive = Math.round(value * POWERS[decimals]) > 0;
        return positive ? "+" + fixed(value, decimals) : fixed(value, decimals);
    }

    /// A probability as a number of per cent, without the sign: `63.0`, `0.05`, `< 0.01`.
    public static String percent(double probability) {
        double percent = 100 * probability;
        if (percent < 0.01) {
            return "< 0.01";
        }
        return fixed(percent, percent < 0.1 ? 2 : 1);
    }

    /// A difference of probabilities in percentage points, without the unit: `+19.0`, `−13.0`, `0.0`.
    public static String points(double difference) {
        return signed(100 * difference, 1);
    }

    /// An entropy or a divergence in a picture: two decimals.
    public static String divergence(double value) {
        return fixed(value, 2);
    }

    /// An entropy or a divergence in a table: three decimals below 1, else two.
    public static String divergenceInTable(double value) {
        return fixed(value, Math.abs(value) < 0.9995 ? 3 : 2);
    }

    /// A whole number in text: `1,311`.
    public static String count(long value) {
        return grouped(value, ',');
    }

    /// A number on an axis: two decimals or two significant digits, no trailing zeros, thousands apart by a thin space: `0.25`, `1 000`.
    public static String axis(double value) {
        double size = Math.abs(value);
        if (size >= 1000) {
            return grouped(Math.round(value), THIN_SPACE);
        }
        int decimals = size == 0 || size >= 100 ? 0 : size >= 0.1 ? 2 : Math.clamp(1 - (int) Math.floor(Math.log10(size)), 2, 6);
        String text = fixed(value, decimals);
        if (text.indexOf('.') >= 0) {
            text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return text;
    }

    /// How long something takes: `31 ms`, `8 s`, `1:11`, `2:03:40`.
    public static String duration(long millis) {
        if (millis < 1000) {
            return millis + " ms";
        }
        long seconds = Math.round(millis / 1000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        String minutesAndSeconds = twoDigits(seconds / 60 % 60) + ":" + twoDigits(seconds % 60);
        return seconds < 3600 ? seconds / 60 + minutesAndSeconds.substring(2) : seconds / 3600 + ":" + minutesAndSeconds;
    }

    /// Memory and files, powers of ten: `286 MB`, `2.0 GB`.
    public static String bytes(long bytes) {
        if (bytes < 1_000_000) {
            return Math.round(bytes / 1e3) + " kB";
        }
        return bytes < 999_500_000 ? Math.round(bytes / 1e6) + " MB" : fixed(bytes / 1e9, 1) + " GB";
    }

    private static String twoDigits(long value) {
        return value < 10 ? "0" + value : Long.toString(value);
    }

    private static String grouped(long value, char separator) {
        String digits = Long.toString(Math.abs(value));
        StringBuilder text = new StringBuilder();
        if (value < 0) {
            text.append(MINUS);
        }
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                text.append(separator);
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }
}
