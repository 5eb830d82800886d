package org.diopter.views.figure;

import java.util.ArrayList;
import java.util.List;

/// Which of many equally spaced places get a label, so that labels do not touch.
final class Steps {
    private Steps() {}

    /// The least of 1, 2, 5, 10, 20, 50 … such that every so many places are far enough apart.
    ///
    /// @param pitch distance of neighbouring places, above zero
    static int apart(double pitch, double least) {
        for (int decade = 1; ; decade *= 10) {
            for (int factor : new int[] {1, 2, 5}) {
                if (decade * factor * pitch >= least || decade >= 100_000_000) {
                    return decade * factor;
                }
            }
        }
    }

    /// The first, the last, and every so many places between, but none too near to the last.
    static List<Integer> labelled(int places, double pitch, double least) {
        int step = apart(pitch, least);
        List<Integer> chosen = new ArrayList<>();
        for (int place = 0; place < places - 1; place += step) {
            if ((places - 1 - place) * pitch >= least) {
                chosen.add(place);
            }
        }
        chosen.add(places - 1);
        return chosen;
    }
}
